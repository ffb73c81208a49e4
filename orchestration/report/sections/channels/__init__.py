"""The pipeline by channel, source, campaign detail and landing page."""
