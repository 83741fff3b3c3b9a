package emulators.imagebuilder.operation.configuration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Filters;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.shape.Json;
import java.util.List;

/**
 * Lists distribution configurations, newest first, with the Regions of each.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListDistributionConfigurations.html">ListDistributionConfigurations</a>
 */
public final class ListDistributionConfigurations implements Operation {

    private static final Filters<Resource> FILTERS =
            new Filters<Resource>().by("name", resource -> Json.text(resource.document(), "name"));

    private final Account account;
    private final Pages pages;

    public ListDistributionConfigurations(Account account, Pages pages) {
        this.account = requireNonNull(account, "account");
        this.pages = requireNonNull(pages, "pages");
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        List<Resource> all = account.distributionConfigurations().newestFirst().stream()
                .filter(FILTERS.in(input))
                .toList();
        return pages.page(
                name(), input, all, "distributionConfigurationSummaryList", ListDistributionConfigurations::summary);
    }

    private static ObjectNode summary(Resource configuration) {
        ObjectNode summary = Json.object();
        Json.copy(
                configuration.document(), summary, "arn", "name", "description", "dateCreated", "dateUpdated", "tags");
        ArrayNode regions = summary.putArray("regions");
        Json.elements(configuration.document(), "distributions")
                .forEach(distribution -> regions.add(distribution.get("region")));
        return summary;
    }
}
