"""What an activity's page shows of its notice, agenda, sign-in, speeches and minutes."""
