"""What the report cannot know."""
