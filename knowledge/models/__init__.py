"""Every table, grouped by noun. Import rows from here; Alembic reads SQLModel.metadata after this import."""

from knowledge.models.articles import Article, Passage, Revision, Synonym
from knowledge.models.leaflets import FileVisit, Leaflet, LeafletPage, MediaFile, Replacement
from knowledge.models.mail import Inbox, Outbox
from knowledge.models.menus import MenuLink, Waiting
from knowledge.models.organisation import AuditLog, Division, Organisation, Setting
from knowledge.models.people import Conversation, Person, PersonRole
from knowledge.models.plans import Activity, Plan, PlanGoal, PlanIssue
from knowledge.models.questions import Question

__all__ = [
    "Activity", "Article", "AuditLog", "Conversation", "Division", "FileVisit", "Inbox", "Leaflet", "LeafletPage",
    "MediaFile", "MenuLink", "Organisation", "Outbox", "Passage", "Person", "PersonRole", "Plan", "PlanGoal",
    "PlanIssue", "Question", "Replacement", "Revision", "Setting", "Synonym", "Waiting",
]  # fmt: skip
