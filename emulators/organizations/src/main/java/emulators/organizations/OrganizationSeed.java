package emulators.organizations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.organizations.organization.AccountState;
import emulators.organizations.organization.MemberAccount;
import emulators.organizations.organization.OrganizationTree;
import emulators.wire.shape.InvalidValueException;
import emulators.wire.shape.Json;
import emulators.wire.shape.ListShape;
import emulators.wire.shape.MapShape;
import emulators.wire.shape.StringShape;
import emulators.wire.shape.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A set of facts about an organization: units in units, each with accounts. A unit that exists is found by its name, and an account
 * by its ID: it is replaced in its place. So a seed also moves an account, suspends it, or lets an invited one join.
 */
final class OrganizationSeed {

    private static final String UNITS = "organizationalUnits";
    private static final String ACCOUNTS = "accounts";
    private static final int MAX_TAGS = 50;

    private static final Structure PARENT = Structure.empty()
            .allows(UNITS, ListShape.any(Structure.empty()))
            .allows(ACCOUNTS, ListShape.any(Structure.empty()));

    private static final Structure UNIT = PARENT.requires("name", StringShape.of(1, 128));

    private static final Structure ACCOUNT = Structure.empty()
            .allows("id", StringShape.matching("[0-9]{12}"))
            .allows("name", StringShape.of(1, 128))
            .allows("email", StringShape.of(6, 64))
            .allows(
                    "state",
                    StringShape.oneOf(
                            Stream.of(AccountState.values()).map(Enum::name).toArray(String[]::new)))
            .allows("joinedMethod", StringShape.oneOf("INVITED", "CREATED"))
            .allows("joinedAt", StringShape.any())
            .allows("tags", new MapShape(StringShape.of(1, 128), StringShape.of(0, 256), MAX_TAGS));

    private final OrganizationTree tree;
    private final InstantSource clock;

    OrganizationSeed(OrganizationTree tree, InstantSource clock) {
        this.tree = requireNonNull(tree, "tree");
        this.clock = requireNonNull(clock, "clock");
    }

    static void load(Path file, EmulatedOrganization organization) {
        try {
            organization.seed(file.toString(), Json.objectIn(Files.readAllBytes(file)));
        } catch (InvalidValueException e) {
            throw new InvalidOrganizationSeedException(file.toString(), e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidOrganizationSeedException(file.toString(), "The file cannot be read.", e);
        }
    }

    /** @param name of the seed, for messages */
    void load(String name, JsonNode seed) {
        load(name, PARENT, tree.rootId(), seed);
    }

    private void load(String place, Structure shape, String parent, JsonNode contents) {
        checked(place, shape, contents);
        int account = 0;
        for (JsonNode entry : Json.elements(contents, ACCOUNTS)) {
            loadAccount(place + "." + ACCOUNTS + "[" + account++ + "]", parent, entry);
        }
        int unit = 0;
        for (JsonNode entry : Json.elements(contents, UNITS)) {
            String inside = place + "." + UNITS + "[" + unit++ + "]";
            checked(inside, UNIT, entry);
            load(inside, UNIT, unit(parent, entry.get("name").textValue()), entry);
        }
    }

    private String unit(String parent, String name) {
        return tree.unitsIn(parent).stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseGet(() -> tree.addUnit(parent, name))
                .id();
    }

    private void loadAccount(String place, String parent, JsonNode entry) {
        checked(place, ACCOUNT, entry);
        MemberAccount before = Json.text(entry, "id").flatMap(tree::account).orElseGet(() -> newAccount(place, entry));
        MemberAccount account = tree.put(new MemberAccount(
                before.order(),
                before.id(),
                parent,
                Json.text(entry, "name").orElse(before.name()),
                Json.text(entry, "email").orElse(before.email()),
                Json.text(entry, "state").map(AccountState::valueOf).orElse(before.state()),
                before.joinedMethod(),
                before.joined()));
        entry.path("tags")
                .properties()
                .forEach(tag -> tree.tag(
                        account.id(), Map.of(tag.getKey(), tag.getValue().textValue())));
    }

    private MemberAccount newAccount(String place, JsonNode entry) {
        String id = Json.text(entry, "id").orElseGet(tree::unusedAccountId);
        try {
            return tree.newAccount(
                    id,
                    "account-" + id,
                    "account-" + id + "@example.com",
                    Json.text(entry, "joinedMethod").orElse("CREATED"),
                    Json.text(entry, "joinedAt").map(Instant::parse).orElseGet(clock::instant));
        } catch (DateTimeException e) {
            throw new InvalidOrganizationSeedException(place + ".joinedAt", e.getMessage(), e);
        }
    }

    private static void checked(String place, Structure shape, JsonNode value) {
        try {
            shape.check(value);
        } catch (InvalidValueException e) {
            throw new InvalidOrganizationSeedException(place, e.getMessage(), e);
        }
        value.properties().stream()
                .filter(member -> !shape.names().contains(member.getKey()))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new InvalidOrganizationSeedException(
                            place,
                            "Unknown member \"" + unknown.getKey() + "\": expected one of " + shape.names() + ".",
                            null);
                });
    }
}
