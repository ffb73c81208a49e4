"""Words a believable company is made of: names, places, sources, statuses, stages.

Constants only. Nothing here is drawn at random and nothing knows a table.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Source(NamedTuple):
    """One way in: HubSpot's source value, Salesforce's LeadSource, their weights and rates."""

    hubspot: str
    salesforce: str
    channel: str
    weight: int
    mql_rate: float
    win_rate: float


SOURCES: Final = (
    Source("ORGANIC_SEARCH", "Organic Search", "organic_search", 26, 0.52, 0.40),
    Source("PAID_SEARCH", "Paid Search", "paid_search", 17, 0.55, 0.26),
    Source("EMAIL_MARKETING", "Email", "email", 11, 0.50, 0.34),
    Source("SOCIAL_MEDIA", "Social", "organic_social", 8, 0.36, 0.24),
    Source("REFERRALS", "Partner Referral", "referral", 8, 0.62, 0.46),
    Source("OTHER_CAMPAIGNS", "Webinar", "other_campaigns", 8, 0.48, 0.30),
    Source("DIRECT_TRAFFIC", "Web", "direct", 12, 0.50, 0.38),
    Source("OFFLINE", "Trade Show", "offline", 5, 0.30, 0.22),
    Source("PAID_SOCIAL", "Social", "paid_social", 5, 0.34, 0.18),
)
# Leads that sales enters itself never had a HubSpot source; the first field is what a contact
# made from them carries.
SALES_SOURCES: Final = (
    Source("OFFLINE", "Phone Inquiry", "phone_inquiry", 30, 1.0, 0.30),
    Source("OFFLINE", "Purchased List", "purchased_list", 25, 1.0, 0.12),
    Source("OFFLINE", "Trade Show", "events", 25, 1.0, 0.26),
    Source("OFFLINE", "Other", "other", 20, 1.0, 0.20),
)
LEAD_SOURCE_CHANNELS: Final = {
    "Web": "website",
    "Phone Inquiry": "phone_inquiry",
    "Partner Referral": "partner",
    "Purchased List": "purchased_list",
    "Other": "other",
    "Trade Show": "events",
    "Webinar": "webinar",
    "Paid Search": "paid_search",
    "Organic Search": "organic_search",
    "Email": "email",
    "Social": "organic_social",
}

LEAD_NEW: Final = "Open - Not Contacted"
LEAD_WORKING: Final = "Working - Contacted"
LEAD_CONVERTED: Final = "Closed - Converted"
LEAD_DISQUALIFIED: Final = "Closed - Not Converted"
LEAD_RECYCLED: Final = "Nurture"
LEAD_STATUSES: Final = (LEAD_NEW, LEAD_WORKING, LEAD_CONVERTED, LEAD_DISQUALIFIED, LEAD_RECYCLED)

FORMS: Final = ("Contact us", "Request a demo", "Metering guide", "Carbon checklist", "Pricing")
HUBSPOT_LEAD_STATUSES: Final = (
    "NEW",
    "OPEN",
    "IN_PROGRESS",
    "OPEN_DEAL",
    "UNQUALIFIED",
    "ATTEMPTED_TO_CONTACT",
    "CONNECTED",
    "BAD_TIMING",
)
LIFECYCLE_STAGES: Final = (
    "subscriber",
    "lead",
    "marketingqualifiedlead",
    "salesqualifiedlead",
    "opportunity",
    "customer",
    "other",
)


class Stage(NamedTuple):
    """An opportunity stage: percent, forecast category, and the deal stages that mean the same."""

    name: str
    probability: int
    forecast: str
    deal_stages: tuple[str, ...]


OPEN_STAGES: Final = (
    Stage("Prospecting", 10, "Pipeline", ("appointmentscheduled",)),
    Stage("Qualification", 15, "Pipeline", ("qualifiedtobuy",)),
    Stage("Needs Analysis", 20, "Pipeline", ("qualifiedtobuy",)),
    Stage("Value Proposition", 50, "Pipeline", ("presentationscheduled", "decisionmakerboughtin")),
    Stage("Id. Decision Makers", 60, "Pipeline", ("presentationscheduled",)),
    Stage("Perception Analysis", 70, "BestCase", ("decisionmakerboughtin",)),
    Stage("Proposal/Price Quote", 75, "BestCase", ("contractsent",)),
    Stage("Negotiation/Review", 90, "Forecast", ("contractsent",)),
)
WON_STAGE: Final = Stage("Closed Won", 100, "Closed", ("closedwon",))
LOST_STAGE: Final = Stage("Closed Lost", 0, "Omitted", ("closedlost",))
STAGES: Final = (*OPEN_STAGES, WON_STAGE, LOST_STAGE)
NEXT_STEPS: Final = (
    "Send proposal",
    "Technical call",
    "Site visit",
    "Legal review",
    "Reference call",
)
#: The forecast categories of Salesforce, as HubSpot calls them.
DEAL_FORECASTS: Final = {
    "Pipeline": "PIPELINE",
    "BestCase": "BEST_CASE",
    "Forecast": "COMMIT",
    "Closed": "CLOSED",
    "Omitted": "OMIT",
}
DEAL_STAGES: Final = (
    ("appointmentscheduled", "Appointment Scheduled", 0.2),
    ("qualifiedtobuy", "Qualified To Buy", 0.4),
    ("presentationscheduled", "Presentation Scheduled", 0.6),
    ("decisionmakerboughtin", "Decision Maker Bought-In", 0.8),
    ("contractsent", "Contract Sent", 0.9),
    ("closedwon", "Closed Won", 1.0),
    ("closedlost", "Closed Lost", 0.0),
)


class Place(NamedTuple):
    """Where a company sits, and how often."""

    country: str
    state: str
    city: str
    dial: str
    language: str
    region: str
    weight: int


PLACES: Final = (
    Place("Portugal", "Lisboa", "Lisbon", "+351 21 555", "pt", "Iberia", 12),
    Place("Portugal", "Porto", "Porto", "+351 22 555", "pt", "Iberia", 6),
    Place("Spain", "Madrid", "Madrid", "+34 91 555", "es", "Iberia", 9),
    Place("Spain", "Catalonia", "Barcelona", "+34 93 555", "es", "Iberia", 6),
    Place("Germany", "Bavaria", "Munich", "+49 89 555", "de", "DACH", 10),
    Place("Germany", "Berlin", "Berlin", "+49 30 555", "de", "DACH", 9),
    Place("France", "Ile-de-France", "Paris", "+33 15 555", "fr", "France", 10),
    Place("United Kingdom", "England", "London", "+44 20 5550", "en", "UK and Ireland", 12),
    Place("United Kingdom", "Scotland", "Edinburgh", "+44 131 555", "en", "UK and Ireland", 4),
    Place("Netherlands", "North Holland", "Amsterdam", "+31 20 555", "nl", "Benelux", 8),
    Place("United States", "New York", "New York", "+1 212 555", "en", "Americas", 9),
    Place("United States", "Texas", "Austin", "+1 512 555", "en", "Americas", 7),
)
INDUSTRIES: Final = (
    ("COMPUTER_SOFTWARE", "Technology"),
    ("FINANCIAL_SERVICES", "Finance"),
    ("LOGISTICS_AND_SUPPLY_CHAIN", "Transportation"),
    ("MACHINERY", "Machinery"),
    ("HOSPITAL_HEALTH_CARE", "Healthcare"),
    ("RETAIL", "Retail"),
    ("CONSTRUCTION", "Construction"),
    ("UTILITIES", "Utilities"),
    ("EDUCATION_MANAGEMENT", "Education"),
    ("FOOD_BEVERAGES", "Food & Beverage"),
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES: Final = _words(
    """
    Ada Alma Amelie Andre Anika Bastian Beatriz Bruno Camille Carla Catarina Chloe Clara
    Daniel Diego Duarte Elena Elias Emil Emma Eva Fabian Filipa Finn Gabriel Greta Hanna
    Hugo Ines Ivo Jakob Jana Joana Jonas Julia Karl Lara Lars Laura Leonor Lina Lotte Lucas
    Luisa Marco Maria Marta Mateo Matilde Mia Miguel Nadia Nils Noah Nuno Olivia Oscar Paula
    Pedro Pia Rafael Rita Rosa Rui Sara Simon Sofia Teresa Theo Thomas Tiago Tobias Ursula
    Vera Victor Yara Zoe
    """
)
LAST_NAMES: Final = _words(
    """
    Abreu Almeida Alvarez Antunes Bakker Barros Bauer Becker Bennett Bernard Bishop Blanco
    Borges Brandt Braun Brito Campos Cardoso Carvalho Castro Clarke Coelho Costa Cruz Davies
    Dekker Dias Dubois Duarte Evans Faria Fischer Fontaine Fonseca Foster Garcia Girard
    Gomes Haas Hartmann Hughes Jansen Keller Klein Kramer Lambert Leal Lefevre Leite Lopes
    Lorenz Macedo Machado Marques Martin Matos Mendes Meyer Moreau Moreira Mota Nunes
    Oliveira Ortega Patel Peters Pinto Pires Reed Reis Ribeiro Richter Rocha Romero Santos
    Schmitt Serra Silva Smit Sousa Tavares Teixeira Thiel Torres Turner Vargas Vaz Verhoeven
    Vidal Visser Vogel Walsh Weber
    """
)
JOB_TITLES: Final = (
    "Operations Manager",
    "Head of Procurement",
    "Plant Manager",
    "Chief Operating Officer",
    "IT Director",
    "Sustainability Lead",
    "Facilities Manager",
    "Finance Director",
    "Energy Manager",
    "Data Analyst",
    "Chief Executive Officer",
    "Project Engineer",
)
COMPANY_HEADS: Final = _words(
    """
    Alder Amber Aquila Arbor Atlas Basalt Beacon Birch Boreal Bright Cedar Cinder Cobalt
    Copper Coral Crest Delta Ember Falcon Fern Flint Garnet Granite Harbor Hazel Helio Heron
    Indigo Iris Juniper Kestrel Lumen Maple Marble Meridian Mistral Nimbus North Oak Onyx
    Opal Orchid Osprey Pine Polar Quartz Raven Ridge River Sable Saffron Slate Solstice
    Sorrel Summit Tidal Topaz Umber Vale Verdant Willow Zephyr
    """
)
COMPANY_TAILS: Final = _words(
    """
    Analytics Automation Components Construction Dairy Devices Diagnostics Dynamics Energy
    Foods Freight Health Industries Instruments Logistics Machines Materials Networks Optics
    Packaging Partners Pharma Plastics Power Printing Retail Robotics Shipping Software
    Steel Systems Textiles Tools Water Works
    """
)
PRODUCTS: Final = ("Metering", "Forecasting", "Carbon Ledger", "Grid Control")
TOPICS: Final = ("efficiency", "compliance", "pricing", "integration", "reporting")
ROLES: Final = ("Decision Maker", "Economic Buyer", "Evaluator", "Influencer", "Business User")

#: Lists that offer more than anybody ever chose: (system, object, field) -> options.
OFFERED_IN_VAIN: Final[dict[tuple[str, str, str], tuple[str, ...]]] = {
    ("hubspot", "contacts", "event_format"): ("onsite", "online", "hybrid", "recording"),
    ("hubspot", "contacts", "buying_role"): ("user", "buyer", "sponsor", "blocker", "legal"),
    ("salesforce", "Lead", "event_format__c"): ("Onsite", "Online", "Hybrid", "Recording"),
    ("salesforce", "Opportunity", "billing_cycle__c"): ("Monthly", "Yearly", "Once", "On demand"),
}


def offered_in_vain(name: str) -> dict[str, dict[str, bool]]:
    """Of one object, as fields with their options, all of which may be chosen."""
    lists = OFFERED_IN_VAIN.items()
    return {field: dict.fromkeys(options, True) for (_, of, field), options in lists if of == name}
