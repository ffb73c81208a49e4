"""Files that people drop into a folder: what no CRM knows, as advertising and website."""
