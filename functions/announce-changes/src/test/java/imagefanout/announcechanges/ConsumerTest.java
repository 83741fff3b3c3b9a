package imagefanout.announcechanges;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.OWNER;
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
import imagefanout.model.channels.ChannelAction;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.channels.PromoteBuild;
import imagefanout.model.identity.Audience;
import imagefanout.model.image.ImageSnapshot;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.registry.AccountStatus;
import imagefanout.model.registry.RegisteredAccount;
import imagefanout.testing.GoldenImages;
import java.time.Duration;
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
 * A consumer that knows docs/announcements.md and the schemas alone keeps a copy of {@code latest} for one account. Records and events come
 * twice, late and in any order, the bus refuses some, and some records never come: the run of the next day makes up for them, and
 * for changes of the registry. {@code -Dannounce.steps=10000} makes the histories longer.
 */
final class ConsumerTest {
    /** Older builds are deleted, so that long histories do not become slow. */
    private static final int KEPT = 80;

    private static final Audience.Organization ORGANIZATION =
            new Audience.Organization("arn:aws:organizations::123456789012:organization/o-example1234");
    private static final int STEPS = Integer.getInteger("announce.steps", 200);

    private final AnnouncingFleet fleet = new AnnouncingFleet();
    private final List<GoldenImages> builds = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private final Consumer consumer = new Consumer();

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
                while (!records.isEmpty() && random.nextInt(8) > 0) {
                    deliver(random);
                }
                records.clear();
                fleet.now = fleet.now.plus(Duration.ofDays(1));
                fleet.invoke(AnnouncingFleet.JSON.createObjectNode().put("announceMissing", true));
                while (!fleet.events.isEmpty()) {
                    consumer.receive(fleet.events.remove(random.nextInt(fleet.events.size())));
                }
                assertThat(consumer.amis).as("step %s", step).isEqualTo(answer());
            }
        }
        assertThat(builds).hasSizeGreaterThan(STEPS / 10);
    }

    private void change(Random random) {
        fleet.now = fleet.now.plusSeconds(1);
        if (builds.isEmpty() || random.nextInt(3) == 0) {
            GoldenImages build = GoldenImages.build(builds.size() + 1);
            if (random.nextInt(4) > 0) {
                build = build.to(EU, PROD);
            }
            build = random.nextInt(4) > 0
                    ? build.to(US, PROD)
                    : build.to(US, new LaunchPermission(Set.of(ORGANIZATION)), OWNER);
            builds.add(build);
            record(build);
            if (builds.size() > KEPT) {
                GoldenImages old = builds.get(builds.size() - 1 - KEPT);
                record(old.in(ImageState.DELETED));
                fleet.catalog.expireCopies(old.arn());
            }
        } else {
            GoldenImages build = builds.get(builds.size() - 1 - random.nextInt(Math.min(4, builds.size())));
            switch (random.nextInt(6)) {
                case 0 -> fleet.catalog.hold(build.arn(), new Hold("sshd does not start", "ann", fleet.now));
                case 1 -> fleet.catalog.release(build.arn(), new Release("sshd starts", "bob", fleet.now));
                case 2 -> record(build.in(ImageState.DEPRECATED));
                case 3 -> register(random.nextBoolean());
                case 4 -> promote(build);
                default -> record(build);
            }
            records.add("BUILD#" + build.arn() + " META");
        }
    }

    private void register(boolean isOfOrganization) {
        fleet.registry.put(PROD, AccountStatus.ACTIVE, isOfOrganization ? Optional.of(ORGANIZATION) : Optional.empty());
    }

    /** What the channel answers is not what the consumer keeps. */
    private void promote(GoldenImages build) {
        ChannelName dev = new ChannelName("dev");
        fleet.catalog
                .build(build.arn())
                .filter(recorded -> recorded.build().state() == ImageState.AVAILABLE
                        && recorded.hold().isEmpty())
                .ifPresent(recorded -> new PromoteBuild(fleet.channels)
                        .promote(PIPELINE, dev, recorded, new ChannelAction(fleet.now, "ann", "tested", true)));
        records.add("CHANNELS#" + PIPELINE + " " + dev);
    }

    private void record(GoldenImages build) {
        fleet.catalog.record(ImageSnapshot.of(fleet.now, build.described()));
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
        Set<Audience> memberships = fleet.registry
                .account(PROD)
                .map(row -> ((RegisteredAccount) row).audiences())
                .orElse(Set.of());
        new LatestImage(fleet.catalog, OfferPolicy.AVAILABLE_ONLY)
                .of(PIPELINE, PROD, memberships, Optional.empty(), Optional.empty())
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
                    && detail.get("name").asText().equals("golden-linux")
                    && detail.get("channel").asText().equals("latest")
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
