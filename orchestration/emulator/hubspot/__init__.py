"""HubSpot's API over a world, as the vendor's documents have it. `service` is where it is found."""
