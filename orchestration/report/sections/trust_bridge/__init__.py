"""What moved the trust of the pipeline since a reader's last look, cause by cause."""
