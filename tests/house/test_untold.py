"""Whatever happens is told to somebody, or it is said here why not."""

from __future__ import annotations

from webapp.core import Event
from webapp.notifications import Notice
from webapp.web import words

HER_OWN_ACT = "she does it herself, or who acts for her does; it stands in her book of deeds"
OF_STAFF = "it is about staff, places or rules, and about no one resident"
TOLD_BY_ANOTHER = "what it means for her is told by another event of the same moment"
WAITS_FOR_STAFF = "it stands in the queue of who has the next step; she is told of what comes of it"

UNTOLD = {
    "assessments.AppointmentAttended": "she was there",
    "assessments.AppointmentResettled": HER_OWN_ACT,
    "assessments.OfferKeptLonger": HER_OWN_ACT,
    "assessments.OffersReopened": HER_OWN_ACT,
    "assessments.SessionCancelled": TOLD_BY_ANOTHER,
    "assessments.SessionOpened": OF_STAFF,
    "assessments.SiteRegistered": OF_STAFF,
    "certificates.CertificateCancelled": "no door does it",
    "certificates.CertificateDated": "a night's register may set right thousands; it stands among what is known of her",
    "certificates.CertificateIssued": "CertificateFollowed tells after an assessment; a register may hold thousands",
    "codes.CheckpointCredentialRenewed": OF_STAFF,
    "codes.CheckpointEnded": OF_STAFF,
    "codes.CheckpointEnrolled": OF_STAFF,
    "codes.CodeShown": HER_OWN_ACT,
    "codes.CredentialsGiven": HER_OWN_ACT,
    "codes.IssuerKeyMade": OF_STAFF,
    "codes.MisuseReported": WAITS_FOR_STAFF,
    "codes.PaperMade": HER_OWN_ACT,
    "codes.PaperRevoked": HER_OWN_ACT,
    "entitlements.AutomaticOpeningSwitched": OF_STAFF,
    "entitlements.BenefitConfirmed": OF_STAFF,
    "entitlements.BenefitEnded": OF_STAFF,
    "entitlements.BenefitOpened": TOLD_BY_ANOTHER,
    "entitlements.BenefitsChosen": HER_OWN_ACT,
    "entitlements.InquiriesForgotten": HER_OWN_ACT,
    "home_services.ConfirmationUndone": HER_OWN_ACT,
    "home_services.ServiceConfirmed": HER_OWN_ACT,
    "mandates.CarersDisagreed": WAITS_FOR_STAFF,
    "mandates.ConsentAnswered": "she answers; that the mandate was granted is told",
    "mandates.ConsentAsked": "it is itself a text message to her",
    "mandates.ErrandEnded": "over with its matter, of which she is told; or she, or an officer on her word, ends it",
    "mandates.ProposalWithdrawn": "it was of no effect, and waits for her word no more",
    "mandates.QuestionSent": "it is whether the gateway took a text message to her",
    "mandates.WardAsked": WAITS_FOR_STAFF,
    "notifications.MessageAcknowledged": HER_OWN_ACT,
    "notifications.NoticeChoicesChanged": HER_OWN_ACT,
    "notifications.PushDeviceAdded": "a test message goes to it at once, and nothing else before that is tapped",
    "notifications.PushDeviceProven": HER_OWN_ACT,
    "notifications.PushDeviceRemoved": HER_OWN_ACT,
    "people.AccountClosed": "there is no account any more to tell",
    "people.AccountOpened": "AccountActivated tells, when somebody first comes in",
    "people.AreasEntered": OF_STAFF,
    "people.ComplaintWithdrawn": HER_OWN_ACT,
    "people.ConsentGiven": HER_OWN_ACT,
    "people.ConsentRestored": HER_OWN_ACT,
    "people.ConsentWithdrawn": HER_OWN_ACT,
    "people.CopyTaken": HER_OWN_ACT,
    "people.CorrectionRequested": WAITS_FOR_STAFF,
    "people.CorrectionUndone": HER_OWN_ACT,
    "people.DeathRecorded": "whoever has just lost her is not told by a machine",
    "people.FactUndone": HER_OWN_ACT,
    "people.FileViewed": "it stands in the list of who looked, where she can ask why",
    "people.IdentityConfirmed": HER_OWN_ACT,
    "people.InvitationSent": OF_STAFF,
    "people.LeftRegister": "a night's register may leave out thousands; it stands among what is known of her",
    "people.NeedsChanged": "she says it herself or to an officer, or who acts for her does; it stands with each matter",
    "people.OrganisationChanged": OF_STAFF,
    "people.OrganisationRegistered": OF_STAFF,
    "people.OwnWordsForgotten": HER_OWN_ACT,
    "people.PreferencesChanged": HER_OWN_ACT,
    "people.ResidentRegistered": "she has no account yet",
    "people.ReturnedToRegister": "as for who left it",
    "people.SessionEnded": HER_OWN_ACT,
    "people.StaffInvited": OF_STAFF,
    "people.StaffLeft": OF_STAFF,
    "people.StaffMoved": OF_STAFF,
}
"""Events with words for a time-line of which no notice tells."""


def test_every_event_that_a_time_line_tells_has_a_notice_or_a_reason_why_it_has_none(app):
    assert words.EVENTS.keys() - Notice.of_event.keys() == UNTOLD.keys()


def test_every_event_of_the_list_can_happen_and_its_reason_is_a_sentence(app):
    assert UNTOLD.keys() <= Event.registry.keys()
    assert all(len(reason) > 10 for reason in UNTOLD.values())
