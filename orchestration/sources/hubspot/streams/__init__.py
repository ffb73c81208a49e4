"""What is read of HubSpot: each module is one family of streams, and its `STREAMS` are found."""
