package imagefanout.eventbridge;

import static imagefanout.testing.GoldenImages.EU;
import static imagefanout.testing.GoldenImages.PIPELINE;
import static imagefanout.testing.GoldenImages.PROD;
import static imagefanout.testing.GoldenImages.SANDBOX;
import static imagefanout.testing.GoldenImages.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import imagefanout.model.Digest;
import imagefanout.model.announce.AnnouncedAmi;
import imagefanout.model.announce.Announcement;
import imagefanout.model.announce.Announcement.FanOutEnded;
import imagefanout.model.announce.ChangeCause;
import imagefanout.model.answers.Access;
import imagefanout.model.approval.Approval;
import imagefanout.model.approval.HeldAccounts;
import imagefanout.model.catalog.Hold;
import imagefanout.model.catalog.Release;
import imagefanout.model.channels.ChannelChange;
import imagefanout.model.channels.ChannelName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.ImageBuildArn;
import imagefanout.model.identity.Region;
import imagefanout.model.image.Counts;
import imagefanout.model.image.ImageState;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.ChangeOutcome;
import imagefanout.model.sync.RegionChange;
import imagefanout.model.sync.SyncState;
import imagefanout.model.sync.SyncStatus;
import imagefanout.model.sync.SyncTrigger;
import imagefanout.testing.GoldenImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event and every sample has the form of the JSON Schema in events/announcements. */
final class AnnouncedEventTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FOLDER = Path.of("..", "..", "events", "announcements");
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final ImageBuildArn BUILD = GoldenImages.build(2).arn();
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final SyncTrigger TRIGGER = new SyncTrigger(SyncTrigger.Kind.MANUAL, "");
    private static final DistributionConfigurationArn CONFIGURATION = DistributionConfigurationArn.parse(
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere");

    static List<Announcement> announcements() {
        Hold hold = new Hold("sshd does not start", "ann", NOON);
        return List.of(
                latest(new TreeMap<>(Map.of(
                        US, new AnnouncedAmi(GoldenImages.build(2).ami(US, PROD), Access.OWNED, BUILD),
                        EU, new AnnouncedAmi(GoldenImages.build(2).ami(EU, PROD), Access.SHARED, BUILD)))),
                latest(new TreeMap<>()),
                ended(ImageState.AVAILABLE, 0),
                ended(ImageState.FAILED, 1),
                ended(ImageState.FAILED, 30_000),
                new Announcement.BuildHeld(ID, PIPELINE, BUILD, hold),
                new Announcement.BuildReleased(
                        ID, BUILD.image(), BUILD, hold, Optional.of(new Release("build 3 starts sshd", "bob", NOON))),
                new Announcement.BuildReleased(ID, PIPELINE, BUILD, hold, Optional.empty()),
                promoted(Optional.of(BUILD)),
                promoted(Optional.empty()),
                changed(accounts(1)),
                changed(accounts(1536)),
                held(accounts(1536)));
    }

    private static Announcement latest(SortedMap<Region, AnnouncedAmi> amis) {
        return new Announcement.LatestChanged(
                7,
                PIPELINE,
                "latest",
                PROD,
                amis,
                new TreeMap<>(Map.of(US, Optional.of(GoldenImages.build(1).ami(US, PROD)), EU, Optional.empty())),
                ChangeCause.NEW_BUILD,
                BUILD);
    }

    private static Announcement ended(ImageState state, int missing) {
        List<FanOutEnded.MissingCopy> gaps = Stream.generate(
                        () -> new FanOutEnded.MissingCopy(EU, SANDBOX, Optional.of("é".repeat(2000))))
                .limit(missing)
                .toList();
        return new FanOutEnded(ID, PIPELINE, BUILD, state, new Counts(30_000, 30_000 - missing, 0), gaps);
    }

    private static Announcement promoted(Optional<ImageBuildArn> build) {
        ChannelChange change = new ChannelChange(
                3, NOON, "ann", "It ran in dev for a week.", build, List.of(), false, new TreeMap<>());
        return new Announcement.BuildPromoted(ID, PIPELINE, new ChannelName("prod"), change);
    }

    private static SortedSet<AccountId> accounts(int count) {
        return Stream.iterate(100_000_000_000L, number -> number + 7)
                .limit(count)
                .map(number -> new AccountId(number.toString()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Announcement changed(SortedSet<AccountId> accounts) {
        SortedMap<Region, RegionChange> regions = new TreeMap<>();
        for (int number = 1; number <= 20; number++) {
            Region region = new Region("xx-region-" + number);
            regions.put(region, new RegionChange(region, new TreeSet<>(), accounts, new TreeSet<>()));
        }
        return new Announcement.TargetAccountsChanged(
                ID,
                new Change(
                        CONFIGURATION,
                        NOON,
                        "token",
                        TRIGGER,
                        Digest.of("plan").end(),
                        accounts.size() == 1
                                ? Optional.empty()
                                : Optional.of(new Approval(Digest.of("plan").end(), "ann", "they are closed", NOON)),
                        ChangeOutcome.APPLIED,
                        Optional.empty(),
                        regions));
    }

    private static Announcement held(SortedSet<AccountId> accounts) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            reasons.add("reason ".repeat(100));
        }
        SyncState state = new SyncState(
                CONFIGURATION,
                "everywhere",
                new TreeSet<>(),
                SyncStatus.HELD,
                reasons,
                Optional.of(Digest.of("plan").end()),
                1,
                0,
                1,
                TRIGGER,
                NOON,
                Optional.empty());
        return new Announcement.PlanHeld(ID, state, new HeldAccounts(accounts, accounts));
    }

    @ParameterizedTest
    @MethodSource("announcements")
    void everyAnnouncementHasTheFormOfItsSchema(Announcement announcement) throws IOException {
        AnnouncedEvent event = AnnouncedEvent.of(announcement);
        ObjectNode sample = (ObjectNode) read(file(event.detailType(), ".json"));
        sample.set("detail", JSON.readTree(event.detail().toString()));

        assertThat(violations(event.detailType(), sample)).isEmpty();
    }

    /** Ten of the largest fit into one request. */
    @ParameterizedTest
    @MethodSource("announcements")
    void noEventIsLargerThanATenthOfARequest(Announcement announcement) {
        byte[] detail = AnnouncedEvent.of(announcement).detail().toString().getBytes(StandardCharsets.UTF_8);

        assertThat(detail.length).isLessThan(90_000);
        assertThat(EventBridgeAnnouncements.MAX_BYTES).isGreaterThan(detail.length);
    }

    /** Otherwise it would be refused for ever, and what is announced after it would wait. */
    @Test
    void theLargestEventFitsIntoARequestWhateverItsTextsAre() {
        String worst = "\u0001".repeat(2000);
        List<FanOutEnded.MissingCopy> gaps = Stream.generate(
                        () -> new FanOutEnded.MissingCopy(EU, SANDBOX, Optional.of(worst)))
                .limit(30_000)
                .toList();
        Announcement ended = new FanOutEnded(ID, PIPELINE, BUILD, ImageState.FAILED, new Counts(30_000, 0, 0), gaps);
        Announcement held = new Announcement.BuildHeld(
                ID, PIPELINE, BUILD, new Hold(worst.substring(0, 999) + "x", worst.substring(0, 999) + "x", NOON));

        for (Announcement announcement : List.of(ended, held, held(accounts(100_000)))) {
            byte[] detail = AnnouncedEvent.of(announcement).detail().toString().getBytes(StandardCharsets.UTF_8);
            assertThat(detail.length).isLessThan(EventBridgeAnnouncements.MAX_BYTES - 1_000);
        }
    }

    @Test
    void everySampleHasTheFormOfItsSchemaAndNoOther() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(each -> !each.toString().endsWith(".schema.json"))
                    .toList()) {
                JsonNode sample = read(file);
                String type = sample.path("detail-type").asText();
                types.add(type);

                assertThat(file).isEqualTo(file(type, ".json"));
                assertThat(violations(type, sample)).as(type).isEmpty();
                ((ObjectNode) sample.get("detail")).put("unknown", 1);
                assertThat(violations(type, sample)).as(type).isNotEmpty();
            }
        }
        assertThat(types)
                .isEqualTo(announcements().stream()
                        .map(announcement -> AnnouncedEvent.of(announcement).detailType())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<ValidationMessage> violations(String type, JsonNode event) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(read(file(type, ".schema.json")))
                .validate(event);
    }

    private static Path file(String type, String suffix) {
        return FOLDER.resolve(type.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + suffix);
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
