"""What words tell, whoever uses them: stems, figures, what counts alike, who speaks how."""
