"""Salesforce's standard fields as compact text, one line per field; read by standard_fields.py.

``ApiName type[(length or precision,scale)][!][~] [-> Targets] [= Label] [: option;option]``.
``!`` marks a field that is never null, ``~`` one that Salesforce computes; a line that begins with
``+`` goes on with the one above.
"""

from __future__ import annotations

_SOURCES = "Web;Phone Inquiry;Partner Referral;Purchased List;Other"
_INDUSTRIES = (
    "Agriculture;Apparel;Banking;Biotechnology;Chemicals;Communications;Construction;Consulting;"
    "Education;Electronics;Energy;Engineering;Entertainment;Environmental;Finance;Food & Beverage;"
    "Government;Healthcare;Hospitality;Insurance;Machinery;Manufacturing;Media;Not For Profit;"
    "Recreation;Retail;Shipping;Technology;Telecommunications;Transportation;Utilities;Other"
)
_STAGES = (
    "Prospecting;Qualification;Needs Analysis;Value Proposition;Id. Decision Makers;"
    "Perception Analysis;Proposal/Price Quote;Negotiation/Review;Closed Won;Closed Lost"
)
_SALUTATIONS = "Mr.;Ms.;Mrs.;Dr.;Prof.;Mx."
_FORECASTS = "Omitted;Pipeline;BestCase;MostLikely;Forecast;Closed"


def _address(prefix: str) -> str:
    return f"""
{prefix}Street textarea(255)
{prefix}City string(40)
{prefix}State string(80) = {prefix} State/Province
{prefix}PostalCode string(20) = {prefix} Zip/Postal Code
{prefix}Country string(80)
{prefix}StateCode picklist(255)
{prefix}CountryCode picklist(255)
{prefix}Latitude double(18,15)
{prefix}Longitude double(18,15)
{prefix}GeocodeAccuracy picklist(40) : Address;NearAddress;Block;Street;City;Unknown
{prefix}Address address~"""


COMMON = """
Id id(18)! = Record ID
IsDeleted boolean!~ = Deleted
MasterRecordId reference(18)~ -> self = Master Record ID
RecordTypeId reference(18) -> RecordType
OwnerId reference(18)! -> User = Owner ID
CreatedById reference(18)!~ -> User = Created By ID
LastModifiedById reference(18)!~ -> User = Last Modified By ID
CreatedDate datetime!~
LastModifiedDate datetime!~
SystemModstamp datetime!~
LastActivityDate date~ = Last Activity
LastViewedDate datetime~
LastReferencedDate datetime~
CurrencyIsoCode picklist(3) = Currency ISO Code
Description textarea(32000)
"""
_PERSON = f"""
FirstName string(40)
LastName string(80)!
Salutation picklist(40) : {_SALUTATIONS}
Name string(121)!~ = Full Name
Title string(128)
Email email(80)
Phone phone(40)
Fax phone(40)
MobilePhone phone(40) = Mobile Phone
LeadSource picklist(255) : {_SOURCES}
HasOptedOutOfEmail boolean! = Email Opt Out
HasOptedOutOfFax boolean! = Fax Opt Out
DoNotCall boolean! = Do Not Call
EmailBouncedReason string(255)
EmailBouncedDate datetime
PhotoUrl url(255)~ = Photo URL
Jigsaw string(20) = Data.com Key
IndividualId reference(18) -> Individual = Individual ID
"""
OBJECTS: dict[str, str] = {
    "Account": f"""
Name string(255)! = Account Name
Type picklist(255) = Account Type : Prospect;Customer - Direct;Customer - Channel;
+Channel Partner / Reseller;Installation Partner;Technology Partner;Other
Industry picklist(255) : {_INDUSTRIES}
ParentId reference(18) -> Account = Parent Account ID
Phone phone(40) = Account Phone
Fax phone(40) = Account Fax
AccountNumber string(40)
Website url(255)
Sic string(20) = SIC Code
SicDesc string(80) = SIC Description
AnnualRevenue currency(18,0)
NumberOfEmployees int(8) = Employees
Ownership picklist(255) : Public;Private;Subsidiary;Other
TickerSymbol string(20)
Rating picklist(255) = Account Rating : Hot;Warm;Cold
Site string(80) = Account Site
AccountSource picklist(255) : {_SOURCES}
PhotoUrl url(255)~ = Photo URL
Jigsaw string(20) = Data.com Key
{_address("Billing")}
{_address("Shipping")}
FirstName string(40)
LastName string(80)
Salutation picklist(40) : {_SALUTATIONS}
IsPersonAccount boolean!~ = Is Person Account
PersonContactId reference(18)~ -> Contact = Contact ID
PersonTitle string(80) = Title
PersonEmail email(80) = Email
PersonMobilePhone phone(40) = Mobile
PersonHomePhone phone(40) = Home Phone
PersonOtherPhone phone(40) = Other Phone
PersonAssistantPhone phone(40) = Asst. Phone
PersonAssistantName string(40) = Assistant
PersonDepartment string(80) = Department
PersonBirthdate date = Birthdate
PersonLeadSource picklist(255) = Lead Source : {_SOURCES}
PersonHasOptedOutOfEmail boolean! = Email Opt Out
PersonHasOptedOutOfFax boolean! = Fax Opt Out
PersonDoNotCall boolean! = Do Not Call
PersonLastCURequestDate datetime~ = Last Stay-in-Touch Request Date
PersonLastCUUpdateDate datetime~ = Last Stay-in-Touch Save Date
PersonEmailBouncedReason string(255) = Email Bounced Reason
PersonEmailBouncedDate datetime = Email Bounced Date
PersonIndividualId reference(18) -> Individual = Individual ID
{_address("PersonMailing")}
{_address("PersonOther")}
""",
    "Contact": f"""{_PERSON}
AccountId reference(18) -> Account = Account ID
ReportsToId reference(18) -> Contact = Reports To ID
HomePhone phone(40)
OtherPhone phone(40)
AssistantPhone phone(40) = Asst. Phone
AssistantName string(40) = Assistant's Name
Department string(80)
Birthdate date
IsEmailBounced boolean!~
IsPersonAccount boolean!~ = Is Person Account
{_address("Mailing")}
{_address("Other")}
""",
    "Lead": f"""{_PERSON}
Company string(255)!
Website url(255)
Status picklist(255)! : Open - Not Contacted;Working - Contacted;Closed - Converted;
+Closed - Not Converted
Industry picklist(255) : {_INDUSTRIES}
Rating picklist(255) : Hot;Warm;Cold
AnnualRevenue currency(18,0)
NumberOfEmployees int(8) = Employees
IsConverted boolean!~ = Converted
ConvertedDate date~
ConvertedAccountId reference(18)~ -> Account = Converted Account ID
ConvertedContactId reference(18)~ -> Contact = Converted Contact ID
ConvertedOpportunityId reference(18)~ -> Opportunity = Converted Opportunity ID
IsUnreadByOwner boolean! = Unread By Owner
CompanyDunsNumber string(9) = Company D-U-N-S Number
{_address("")}
""",
    "Opportunity": f"""
AccountId reference(18) -> Account = Account ID
IsPrivate boolean! = Private
Name string(120)!
StageName picklist(255)! = Stage : {_STAGES}
Amount currency(18,2)
Probability percent(3,0) = Probability (%)
ExpectedRevenue currency(18,2)~ = Expected Amount
TotalOpportunityQuantity double(18,2) = Quantity
CloseDate date!
Type picklist(255) = Opportunity Type : Existing Customer - Upgrade;
+Existing Customer - Replacement;Existing Customer - Downgrade;New Customer
NextStep string(255)
LeadSource picklist(255) : {_SOURCES}
IsClosed boolean!~ = Closed
IsWon boolean!~ = Won
ForecastCategory picklist(40)!~ : {_FORECASTS}
ForecastCategoryName picklist(40) = Forecast Category : Omitted;Pipeline;Best Case;Most Likely;
+Commit;Closed
CampaignId reference(18) -> Campaign = Campaign ID
ContactId reference(18) -> Contact = Contact ID
HasOpportunityLineItem boolean!~ = Has Line Item
Pricebook2Id reference(18) -> Pricebook2 = Price Book ID
FiscalQuarter int(9)~
FiscalYear int(9)~
Fiscal string(6)~ = Fiscal Period
HasOpenActivity boolean!~
HasOverdueTask boolean!~
PushCount int(9)~
LastStageChangeDate datetime~
""",
    "OpportunityHistory": f"""
OpportunityId reference(18)!~ -> Opportunity = Opportunity ID
StageName picklist(255)!~ = Stage Name : {_STAGES}
Amount currency(18,2)~
ExpectedRevenue currency(18,2)~
CloseDate date~
Probability percent(3,0)~
ForecastCategory picklist(40)~ = To ForecastCategory : {_FORECASTS}
PrevAmount currency(18,2)~ = Previous Amount
PrevCloseDate date~ = Previous Close Date
FromForecastCategory picklist(40)~ : {_FORECASTS}
FromOpportunityStageName picklist(255)~ : {_STAGES}
""",
    "OpportunityContactRole": """
OpportunityId reference(18)! -> Opportunity = Opportunity ID
ContactId reference(18)! -> Contact = Contact ID
Role picklist(40) : Business User;Decision Maker;Economic Buyer;Economic Decision Maker;
+Evaluator;Executive Sponsor;Influencer;Technical Buyer;Other
IsPrimary boolean! = Primary
""",
    "Campaign": """
Name string(80)!
ParentId reference(18) -> Campaign = Parent Campaign ID
Type picklist(40) : Conference;Webinar;Trade Show;Public Relations;Partners;Referral Program;
+Advertisement;Banner Ads;Direct Mail;Email;Telemarketing;Other
Status picklist(40) : Planned;In Progress;Completed;Aborted
StartDate date
EndDate date
ExpectedRevenue currency(18,2) = Expected Revenue
BudgetedCost currency(18,2)
ActualCost currency(18,2)
ExpectedResponse percent(10,2) = Expected Response (%)
NumberSent double(18,0) = Num Sent
IsActive boolean! = Active
NumberOfLeads int(9)!~ = Leads in Campaign
NumberOfConvertedLeads int(9)!~ = Converted Leads in Campaign
NumberOfContacts int(9)!~ = Contacts in Campaign
NumberOfResponses int(9)!~ = Responses in Campaign
NumberOfOpportunities int(9)!~ = Opportunities in Campaign
NumberOfWonOpportunities int(9)!~ = Won Opportunities in Campaign
AmountAllOpportunities currency(18,2)!~ = Value Opportunities in Campaign
AmountWonOpportunities currency(18,2)!~ = Value Won Opportunities in Campaign
CampaignMemberRecordTypeId reference(18) -> RecordType
""",
    "CampaignMember": f"""
CampaignId reference(18)! -> Campaign = Campaign ID
LeadId reference(18) -> Lead = Lead ID
ContactId reference(18) -> Contact = Contact ID
Status picklist(40) : Planned;Received;Responded;Sent
HasResponded boolean!~ = Responded
FirstRespondedDate date~ = First Responded Date
Salutation picklist(40)~ : {_SALUTATIONS}
Name string(255)~
FirstName string(40)~
LastName string(80)~
Title string(128)~
Street textarea(255)~
City string(40)~
State string(80)~ = State/Province
PostalCode string(20)~ = Zip/Postal Code
Country string(80)~
Email string(80)~
Phone string(40)~
Fax string(40)~
MobilePhone string(40)~
DoNotCall boolean!~
HasOptedOutOfEmail boolean!~ = Email Opt Out
HasOptedOutOfFax boolean!~ = Fax Opt Out
LeadSource picklist(255)~ : {_SOURCES}
CompanyOrAccount string(255)~ = Company (Account)
Type picklist(40)~ : Lead;Contact
LeadOrContactId reference(18)~ -> Contact,Lead = Related Record ID
LeadOrContactOwnerId reference(18)~ -> User = Related Record Owner ID
""",
    "Task": """
WhoId reference(18) -> Contact,Lead = Name ID
WhatId reference(18) -> Account,Campaign,Opportunity = Related To ID
Subject combobox(255) : Call;Send Letter;Send Quote;Other
ActivityDate date = Due Date Only
Status picklist(255)! : Not Started;In Progress;Completed;Waiting on someone else;Deferred
Priority picklist(255)! : High;Normal;Low
IsHighPriority boolean!~ = High Priority
Type picklist(255) : Call;Email;Meeting;Other
TaskSubtype picklist(40) : Task;Email;ListEmail;Cadence;Call;LinkedIn
AccountId reference(18)~ -> Account = Account ID
IsClosed boolean!~ = Closed
IsArchived boolean!~ = Archived
CallDurationInSeconds int(8) = Call Duration
CallType picklist(40) : Internal;Inbound;Outbound
CallDisposition string(255) = Call Result
CallObject string(255) = Call Object Identifier
CompletedDateTime datetime~ = Completed Date
ReminderDateTime datetime = Reminder Date/Time
IsReminderSet boolean! = Reminder Set
IsRecurrence boolean! = Create Recurring Series of Tasks
""",
    "Event": """
WhoId reference(18) -> Contact,Lead = Name ID
WhatId reference(18) -> Account,Campaign,Opportunity = Related To ID
Subject combobox(255) : Call;Email;Meeting;Send Letter/Quote;Other
Location string(255)
Type picklist(255) : Email;Meeting;Other;Call
EventSubtype picklist(40) : Event
IsAllDayEvent boolean! = All-Day Event
ActivityDateTime datetime = Due Date Time
ActivityDate date = Due Date Only
DurationInMinutes int(8) = Duration
StartDateTime datetime = Start Date Time
EndDateTime datetime = End Date Time
EndDate date~
AccountId reference(18)~ -> Account = Account ID
IsPrivate boolean! = Private
ShowAs picklist(40) = Show Time As : Busy;OutOfOffice;Free
IsChild boolean!~
IsGroupEvent boolean!~
IsArchived boolean!~ = Archived
IsRecurrence boolean! = Create Recurring Series of Events
ReminderDateTime datetime = Reminder Date/Time
IsReminderSet boolean! = Reminder Set
""",
    "TaskRelation": """
RelationId reference(18)!~ -> Account,Contact,Lead = Relation ID
TaskId reference(18)!~ -> Task = Task ID
IsWhat boolean!~ = Is What
AccountId reference(18)~ -> Account = Account ID
""",
    "EventRelation": """
RelationId reference(18)! -> Account,Contact,Lead,User = Relation ID
EventId reference(18)! -> Event = Event ID
Status picklist(40) : New;Declined;Accepted;Uninvited;Maybe
RespondedDate datetime
Response string(255)
IsWhat boolean!~ = Is What
IsParent boolean!~ = Is Parent
IsInvitee boolean!~ = Is Invitee
AccountId reference(18)~ -> Account = Account ID
""",
    "User": f"""
Username string(80)!
FirstName string(40)
LastName string(80)!
Name string(121)!~ = Full Name
CompanyName string(80)
Division string(80)
Department string(80)
Title string(80)
Email email(128)!
Phone phone(40)
MobilePhone phone(40) = Mobile
Alias string(8)!
IsActive boolean! = Active
UserRoleId reference(18) -> UserRole = Role ID
ProfileId reference(18)! -> Profile = Profile ID
ManagerId reference(18) -> User = Manager ID
UserType picklist(40) : Standard;PowerPartner;CspLitePortal;CustomerSuccess;Guest;AutomatedProcess
TimeZoneSidKey picklist(40)! = Time Zone
LocaleSidKey picklist(40)! = Locale
EmployeeNumber string(20)
LastLoginDate datetime~ = Last Login
FederationIdentifier string(512) = SAML Federation ID
{_address("")}
""",
    "Organization": """
Name string(80)!
TimeZoneSidKey picklist(40)! = Time Zone
LanguageLocaleKey picklist(40)! = Language
DefaultLocaleSidKey picklist(40)! = Locale
DefaultCurrencyIsoCode picklist(3) = Default Currency ISO Code
OrganizationType picklist(40)~ = Edition
InstanceName string(5)~
IsSandbox boolean!~
NamespacePrefix string(15)~
FiscalYearStartMonth int(9)
""",
    "UserRole": """
Name string(80)!
DeveloperName string(80)!
ParentRoleId reference(18) -> UserRole = Parent Role ID
""",
    "Profile": """
Name string(255)!
UserType picklist(40) : Standard;PowerPartner;CspLitePortal;CustomerSuccess;Guest
""",
    "CurrencyType": """
IsoCode picklist(3)! = Currency ISO Code
ConversionRate double(18,6)!
DecimalPlaces int(9)!
IsActive boolean! = Active
IsCorporate boolean!~ = Corporate Currency
""",
    "DatedConversionRate": """
IsoCode picklist(3)! = Currency ISO Code
StartDate date!
NextStartDate date~
ConversionRate double(18,6)!
""",
}
HISTORY = """
{parent}Id reference(18)!~ -> {parent} = {parent} ID
Field picklist(255)!~ = Changed Field
DataType picklist(40)~
OldValue anyType~
NewValue anyType~
"""
