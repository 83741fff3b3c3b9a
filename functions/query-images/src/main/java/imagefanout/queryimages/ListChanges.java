package imagefanout.queryimages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.SyncState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit trail of one distribution configuration, newest first, to its very beginning. */
final class ListChanges implements Operation {
    private static final int USUAL = 20;
    private static final int MOST = 100;
    /** So many are read at once: one may name 1,536 accounts in each of 20 Regions. */
    private static final int READ_AT_ONCE = 5;
    /** A page ends when it has so many characters: with five more of the longest it is below the 6 MB of an answer. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private final DistributionLedger ledger;

    ListChanges(DistributionLedger ledger) {
        this.ledger = requireNonNull(ledger, "ledger");
    }

    @Override
    public Answer answer(Call call) {
        String name = call.path("distribution", Call::name);
        Optional<DistributionConfigurationArn> chosen =
                call.query("distributionConfigurationArn", DistributionConfigurationArn::parse);
        int limit = call.limit(USUAL, MOST);
        Optional<Change.Position> next = call.cursor(ListChanges::position);
        DistributionConfigurationArn arn = find(name, chosen);

        ObjectNode body = Show.object().put("distributionConfigurationArn", arn.toString());
        ArrayNode items = body.putArray("items");
        Optional<Instant> oldest = Optional.empty();
        int characters = 0;
        do {
            ResultPage<Change, Change.Position> page =
                    ledger.changes(arn, next, Math.min(READ_AT_ONCE, limit - items.size()));
            for (Change change : page.items()) {
                ObjectNode item = ListDistributions.shown(change, Integer.MAX_VALUE);
                items.add(item);
                characters += item.toString().length();
                oldest = Optional.of(change.at());
            }
            next = page.next();
        } while (next.isPresent() && items.size() < limit && characters < MOST_CHARACTERS);
        return new Answer.Data(body.put("limit", limit)
                .put(
                        "nextCursor",
                        next.map(ListChanges::text).map(call::cursorTo).orElse(null))
                .put("recordedAt", Show.time(oldest)));
    }

    /** A configuration that is managed no longer is found by its ARN, as long as there is a change of it. */
    private DistributionConfigurationArn find(String name, Optional<DistributionConfigurationArn> chosen) {
        chosen.filter(arn -> !arn.name().equals(name)).ifPresent(arn -> {
            throw Problem.parameter(
                    "distributionConfigurationArn",
                    "not the ARN of a distribution configuration named \"" + name + '"');
        });
        List<DistributionConfigurationArn> managed = ledger.states().stream()
                .map(SyncState::configuration)
                .filter(arn -> arn.name().equals(name))
                .filter(arn -> chosen.isEmpty() || chosen.get().equals(arn))
                .toList();
        if (managed.size() > 1) {
            throw Problem.ambiguous(name, "distributionConfigurationArn", managed);
        }
        return managed.stream()
                .findFirst()
                .or(() -> chosen.filter(
                        arn -> !ledger.changes(arn, Optional.empty(), 1).items().isEmpty()))
                .orElseThrow(() -> Problem.of(
                        Problem.Type.NOT_FOUND,
                        "no distribution configuration "
                                + chosen.map(Object::toString).orElse(name) + " is managed"));
    }

    private static String text(Change.Position position) {
        return position.at() + " " + position.token();
    }

    private static Change.Position position(String text) {
        String[] parts = text.split(" ", 2);
        return new Change.Position(Instant.parse(parts[0]), parts[1]);
    }
}
