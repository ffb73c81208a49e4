"""What can be set right from a file, where it is loaded, and what no file may write and why."""
