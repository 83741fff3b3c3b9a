package imagefanout.announcechanges;

import imagefanout.model.announce.AnnounceChanges;
import imagefanout.model.announce.AnnounceMissing;

/** What an invocation may do. */
record AnnounceUseCases(AnnounceChanges announceChanges, AnnounceMissing announceMissing) {}
