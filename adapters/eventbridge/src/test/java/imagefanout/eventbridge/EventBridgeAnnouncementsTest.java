package imagefanout.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imagefanout.model.Deadline;
import imagefanout.model.announce.Announcement;
import imagefanout.model.announce.PublishFailedException;
import imagefanout.model.catalog.Hold;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

final class EventBridgeAnnouncementsTest {
    private final List<List<PutEventsRequestEntry>> requests = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private IntPredicate refused = number -> false;
    private IntPredicate unanswered = number -> false;

    @Test
    void fifteenHundredEventsTakeAHundredAndFiftyRequests() {
        publish(1500, 10);

        assertThat(requests).hasSize(150).allMatch(request -> request.size() == 10);
        assertThat(delivered()).hasSize(1500).allMatch(times -> times == 1);
    }

    @Test
    void noRequestIsLargerThanTheLimit() {
        List<Announcement> large =
                IntStream.range(0, 12).mapToObj(number -> held(number, 1000)).toList();
        int bytes = EventBridgeAnnouncements.bytes(entryOf(large.get(0)));

        publish(12, 1000);

        assertThat(bytes).isBetween(1000, 4000);
        assertThat(requests).hasSize(2).allSatisfy(request -> assertThat(request.stream()
                        .mapToInt(EventBridgeAnnouncements::bytes)
                        .sum())
                .isLessThanOrEqualTo(EventBridgeAnnouncements.MAX_BYTES));
    }

    @Test
    void onlyRefusedEntriesAreSentAgain() {
        refused = number -> number % 4 == 0 && requests.size() <= 3;

        publish(30, 10);

        assertThat(requests).hasSize(4);
        assertThat(requests.get(3)).hasSize(8);
        assertThat(delivered()).hasSize(30).allMatch(times -> times == 1);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aRequestWithoutAnAnswerStopsNoOther() {
        unanswered = number -> number == 2;

        publish(30, 10);

        assertThat(requests).hasSize(4);
        assertThat(delivered()).hasSize(30).allMatch(times -> times == 1);
    }

    @Test
    void whatIsAlwaysRefusedFailsAfterAllOthersWerePublished() {
        refused = number -> number == 7;

        assertThatExceptionOfType(PublishFailedException.class)
                .isThrownBy(() -> publish(30, 10))
                .withMessageContaining("1 events were not published to the bus fleet")
                .withMessageContaining("InternalFailure");

        assertThat(delivered()).hasSize(29);
        assertThat(pauses).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nothingIsSentWithoutTime() {
        EventBridgeAnnouncements bus =
                new EventBridgeAnnouncements(new Bus(), "fleet", () -> Duration.ZERO, pauses::add);

        assertThatExceptionOfType(PublishFailedException.class)
                .isThrownBy(() -> bus.publish(List.of(held(1, 10))))
                .withMessageContaining("no time is left");

        assertThat(requests).isEmpty();
    }

    @Test
    void nothingToPublishTakesNoRequest() {
        publish(0, 10);

        assertThat(requests).isEmpty();
    }

    private void publish(int count, int reason) {
        new EventBridgeAnnouncements(new Bus(), "fleet", Deadline.none(), pauses::add)
                .publish(IntStream.range(0, count)
                        .mapToObj(number -> held(number, reason))
                        .toList());
    }

    private static Announcement held(int number, int reason) {
        return new Announcement.BuildHeld(
                Integer.toString(number),
                GoldenImages.PIPELINE,
                GoldenImages.build(1).arn(),
                new Hold("é".repeat(reason), "ann", Instant.EPOCH));
    }

    private static PutEventsRequestEntry entryOf(Announcement announcement) {
        AnnouncedEvent event = AnnouncedEvent.of(announcement);
        return PutEventsRequestEntry.builder()
                .source(AnnouncedEvent.SOURCE)
                .detailType(event.detailType())
                .detail(event.detail().toString())
                .build();
    }

    private static int number(PutEventsRequestEntry entry) {
        return Integer.parseInt(entry.detail().replaceAll(".*\"changeId\":\"([0-9]+)\".*", "$1"));
    }

    /** How often each event was taken. */
    private List<Integer> delivered() {
        return List.copyOf(taken.values());
    }

    private final Map<Integer, Integer> taken = new HashMap<>();

    /** EventBridge, which refuses entries and leaves requests unanswered on demand. */
    private final class Bus implements EventBridgeClient {
        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            requests.add(request.entries());
            if (unanswered.test(requests.size())) {
                throw SdkClientException.create("no answer");
            }
            List<PutEventsResultEntry> results = new ArrayList<>();
            for (PutEventsRequestEntry entry : request.entries()) {
                boolean isRefused = refused.test(number(entry));
                if (!isRefused) {
                    taken.merge(number(entry), 1, Integer::sum);
                }
                results.add(
                        isRefused
                                ? PutEventsResultEntry.builder()
                                        .errorCode("InternalFailure")
                                        .errorMessage("try again")
                                        .build()
                                : PutEventsResultEntry.builder().eventId("id").build());
            }
            return PutEventsResponse.builder().entries(results).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
