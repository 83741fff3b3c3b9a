package imagefanout.model.announce;

import java.util.List;

/** Where announcements are published. */
@FunctionalInterface
public interface AnnouncementBus {
    /**
     * Publishes all, in no particular order. Does nothing if there are none.
     *
     * @throws PublishFailedException when some may not have been published
     */
    void publish(List<? extends Announcement> announcements);
}
