"""Democratic supervision: assigned supervisors and their findings, appraisals by members."""
