"""What each rule of attribution gives each channel, and where the rules disagree."""
