package imagefanout.queryimages.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imagefanout.model.MalformedException;
import imagefanout.model.ResultPage;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.sync.Change;
import imagefanout.model.sync.DistributionLedger;
import imagefanout.model.sync.SyncState;
import imagefanout.queryimages.http.ApiJson;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists all changes of a distribution configuration, newest first, with all their accounts. */
record ListChanges(DistributionLedger ledger) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    /** Changes in one read: one may name 1,536 accounts in each of 20 Regions. */
    private static final int READ_SIZE = 5;
    /** A page ends early at this size: with one more read of the longest changes it is below the 6 MB of an answer. */
    private static final int MAX_CHARACTERS = 1_000_000;

    record ConfigurationChanges(
            DistributionConfigurationArn distributionConfigurationArn,
            @JsonUnwrapped PageView<ChangeView> page) {}

    ConfigurationChanges answer(ApiRequest request) {
        String name = request.path("distribution", ApiRequest::name);
        Optional<DistributionConfigurationArn> chosen =
                request.query("distributionConfigurationArn", text -> arn(text, name));
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        Optional<Change.Position> next =
                request.cursor(parts -> new Change.Position(Instant.parse(parts[0]), parts[1]));
        DistributionConfigurationArn arn = find(name, chosen);

        List<ChangeView> items = new ArrayList<>();
        int characters = 0;
        do {
            ResultPage<Change, Change.Position> page =
                    ledger.changes(arn, next, Math.min(READ_SIZE, limit - items.size()));
            for (Change change : page.items()) {
                ChangeView item = ChangeView.of(change, Integer.MAX_VALUE);
                items.add(item);
                characters += ApiJson.text(item).length();
            }
            next = page.next();
        } while (next.isPresent() && items.size() < limit && characters < MAX_CHARACTERS);
        return new ConfigurationChanges(
                arn,
                new PageView<>(
                        items,
                        limit,
                        next.map(last -> request.cursorTo(last.at(), last.token())),
                        PageView.oldest(items.stream().map(ChangeView::at))));
    }

    /** A configuration that is no longer managed is found by its ARN while it has changes. */
    private DistributionConfigurationArn find(String name, Optional<DistributionConfigurationArn> chosen) {
        List<DistributionConfigurationArn> managed = ledger.states().stream()
                .map(SyncState::configuration)
                .filter(arn -> chosen.isEmpty() ? arn.name().equals(name) : arn.equals(chosen.get()))
                .toList();
        if (managed.size() > 1) {
            throw ProblemException.ambiguous(name, "distributionConfigurationArn", managed);
        }
        return managed.stream()
                .findFirst()
                .or(() -> chosen.filter(
                        arn -> !ledger.changes(arn, Optional.empty(), 1).items().isEmpty()))
                .orElseThrow(() -> ProblemException.notFound("The distribution configuration "
                        + chosen.map(Object::toString).orElse(name)
                        + " is not managed. GET /v1/distributions lists those that are."));
    }

    private static DistributionConfigurationArn arn(String text, String name) {
        DistributionConfigurationArn arn = DistributionConfigurationArn.parse(text);
        if (!arn.name().equals(name)) {
            throw new MalformedException("the ARN of a distribution configuration named " + name, text);
        }
        return arn;
    }
}
