from orders.talk.models.block import Block
from orders.talk.models.mailbox import Mailbox
from orders.talk.models.message import Message, MessageFile
from orders.talk.models.report import Report
from orders.talk.models.rules import TalkRetention
from orders.talk.models.saved_answer import SavedAnswer
from orders.talk.models.thread import Thread

__all__ = ["Block", "Mailbox", "Message", "MessageFile", "Report", "SavedAnswer", "TalkRetention", "Thread"]
