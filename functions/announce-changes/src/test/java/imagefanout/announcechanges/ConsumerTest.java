package imagefanout.announcechanges;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.answers.LatestImage;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.OfferPolicy;
import imagefanout.model.catalog.Release;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.testing.GoldenImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A consumer that knows the README and the schemas alone keeps a copy of {@code latest} for one account. Records and events come
 * twice, late and in any order, and the bus refuses some. {@code -Dannounce.steps=10000} makes the histories longer.
 */
final class ConsumerTest {
    private static final int STEPS = Integer.getInteger("announce.steps", 200);

    private final AnnouncingFleet fleet = new AnnouncingFleet();
    private final List<GoldenImages> builds = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private final Consumer consumer = new Consumer();
    private Instant now = Instant.parse("2026-02-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itsCopyEqualsTheAnswer(long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        for (int step = 1; step <= STEPS; step++) {
            change(random);
            fleet.refused = text -> random.nextInt(50) == 0;
            if (random.nextBoolean()) {
                deliver(random);
            }
            while (fleet.events.size() > 5) {
                consumer.receive(fleet.events.get(random.nextInt(fleet.events.size())));
                consumer.receive(fleet.events.remove(random.nextInt(fleet.events.size())));
            }
            if (step % 20 == 0) {
                fleet.refused = text -> false;
                while (!records.isEmpty()) {
                    deliver(random);
                }
                while (!fleet.events.isEmpty()) {
                    consumer.receive(fleet.events.remove(random.nextInt(fleet.events.size())));
                }
                assertThat(consumer.amis).as("step %s", step).isEqualTo(answer());
            }
        }
        assertThat(builds).hasSizeGreaterThan(STEPS / 10);
    }

    private void change(Random random) {
        now = now.plusSeconds(1);
        if (builds.isEmpty() || random.nextInt(3) == 0) {
            GoldenImages build = GoldenImages.build(builds.size() + 1);
            build = random.nextInt(4) == 0
                    ? build.to(US, PROD)
                    : build.to(US, PROD).to(EU, PROD);
            builds.add(build);
            record(build);
        } else {
            GoldenImages build = builds.get(builds.size() - 1 - random.nextInt(Math.min(4, builds.size())));
            switch (random.nextInt(4)) {
                case 0 -> fleet.catalog.hold(build.arn(), new Hold("sshd does not start", "ann", now));
                case 1 -> fleet.catalog.release(build.arn(), new Release("sshd starts", "bob", now));
                case 2 -> record(build.in(ImageState.DEPRECATED));
                default -> record(build);
            }
            records.add("BUILD#" + build.arn() + " META");
        }
    }

    private void record(GoldenImages build) {
        fleet.catalog.record(ImageSnapshot.of(now, build.described()));
        records.add("BUILD#" + build.arn() + " META");
    }

    /** A batch of some records; those that failed stay. */
    private void deliver(Random random) {
        List<String> batch = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0 && !records.isEmpty(); i--) {
            batch.add(records.remove(random.nextInt(records.size())));
        }
        for (String failed : fleet.deliver(batch.toArray(String[]::new))) {
            records.add(batch.get(Integer.parseInt(failed) - 1));
        }
    }

    private Map<String, String> answer() {
        Map<String, String> amis = new TreeMap<>();
        new LatestImage(fleet.catalog, OfferPolicy.AVAILABLE_ONLY)
                .of(PIPELINE, PROD, Set.of(), Optional.empty(), Optional.empty())
                .amis()
                .forEach((region, ami) -> amis.put(region.value(), ami.ami().value()));
        return amis;
    }

    private static final class Consumer {
        private final Map<String, String> amis = new TreeMap<>();
        private long sequence;

        void receive(String text) throws JsonProcessingException {
            JsonNode event = AnnouncingFleet.JSON.readTree(text);
            JsonNode detail = event.get("detail");
            if (event.get("detail-type").asText().equals("Latest AMI Changed")
                    && detail.get("accountId").asText().equals("111111111111")
                    && detail.get("sequence").asLong() > sequence) {
                sequence = detail.get("sequence").asLong();
                amis.clear();
                detail.get("amis")
                        .properties()
                        .forEach(region -> amis.put(
                                region.getKey(), region.getValue().get("amiId").asText()));
            }
        }
    }
}
