package imagefanout.eventbridge;

import static java.util.Objects.requireNonNull;

import imagefanout.model.Deadline;
import imagefanout.model.Sleeper;
import imagefanout.model.announce.Announcement;
import imagefanout.model.announce.AnnouncementBus;
import imagefanout.model.announce.PublishFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Publishes to an event bus, in as few requests as possible. An entry that EventBridge refuses is sent again without those that it
 * took.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
public final class EventBridgeAnnouncements implements AnnouncementBus {
    static final int MAX_ENTRIES = 10;

    /** Of a whole request. Safely below 256 KB, the limit before January 2026; now it is 1 MB. */
    static final int MAX_BYTES = 240 * 1024;

    private static final int MAX_ROUNDS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final EventBridgeClient client;
    private final String bus;
    private final Deadline deadline;
    private final Sleeper sleeper;

    /**
     * @param bus name or ARN
     * @param deadline limits every request and every pause
     */
    public EventBridgeAnnouncements(EventBridgeClient client, String bus, Deadline deadline, Sleeper sleeper) {
        this.client = requireNonNull(client, "client");
        this.bus = requireNonNull(bus, "bus");
        this.deadline = requireNonNull(deadline, "deadline");
        this.sleeper = requireNonNull(sleeper, "sleeper");
    }

    @Override
    public void publish(List<? extends Announcement> announcements) {
        Iterator<PutEventsRequestEntry> entries =
                announcements.stream().map(this::entry).iterator();
        Duration pause = FIRST_PAUSE;
        for (int rounds = 1; entries.hasNext(); rounds++) {
            Round round = new Round();
            round.send(entries);
            if (!round.failed.isEmpty()) {
                if (rounds == MAX_ROUNDS || deadline.left().compareTo(pause) <= 0) {
                    throw round.failure();
                }
                sleeper.sleep(pause);
                pause = pause.multipliedBy(2);
            }
            entries = round.failed.iterator();
        }
    }

    private PutEventsRequestEntry entry(Announcement announcement) {
        AnnouncedEvent event = AnnouncedEvent.of(announcement);
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(AnnouncedEvent.SOURCE)
                .detailType(event.detailType())
                .detail(event.detail().toString())
                .build();
    }

    /**
     * The size of an entry as EventBridge counts it; the time is not set and counts nothing.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html">calculating the size of entries</a>
     */
    static int bytes(PutEventsRequestEntry entry) {
        return bytes(entry.source()) + bytes(entry.detailType()) + bytes(entry.detail());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Sends each entry once. What fails stops no other entry. */
    private final class Round {
        private final List<PutEventsRequestEntry> failed = new ArrayList<>();
        private String why = "";

        void send(Iterator<PutEventsRequestEntry> entries) {
            List<PutEventsRequestEntry> batch = new ArrayList<>(MAX_ENTRIES);
            int size = 0;
            while (entries.hasNext()) {
                PutEventsRequestEntry entry = entries.next();
                int bytes = bytes(entry);
                if (batch.size() == MAX_ENTRIES || size + bytes > MAX_BYTES) {
                    put(batch);
                    batch.clear();
                    size = 0;
                }
                batch.add(entry);
                size += bytes;
            }
            put(batch);
        }

        private void put(List<PutEventsRequestEntry> batch) {
            if (batch.isEmpty()) {
                return;
            }
            Duration left = deadline.left();
            if (left.isZero()) {
                fail(batch, "no time is left");
                return;
            }
            try {
                List<PutEventsResultEntry> results = client.putEvents(request ->
                                request.entries(batch).overrideConfiguration(bounds -> bounds.apiCallTimeout(left)))
                        .entries();
                for (int i = 0; i < batch.size(); i++) {
                    PutEventsResultEntry result = results.get(i);
                    if (result.errorCode() != null) {
                        fail(List.of(batch.get(i)), result.errorCode() + ": " + result.errorMessage());
                    }
                }
            } catch (SdkException e) {
                fail(batch, e.getMessage());
            }
        }

        private void fail(List<PutEventsRequestEntry> entries, String reason) {
            failed.addAll(entries);
            why = reason;
        }

        PublishFailedException failure() {
            return new PublishFailedException(
                    failed.size() + " events were not published to the bus " + bus + ": " + why);
        }
    }
}
