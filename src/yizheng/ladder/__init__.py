"""Reports go up from committee to committee (逐级报送), and what became of them comes down."""
