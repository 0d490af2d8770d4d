"""What the pages of supervisors, findings and appraisals show beside their facts."""
