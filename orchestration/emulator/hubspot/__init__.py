"""HubSpot's API over a world: state, rendering, search, associations, metadata, limits, routes."""
