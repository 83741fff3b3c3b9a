package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.account.Resources;
import emulators.imagebuilder.operation.Filters;
import emulators.imagebuilder.operation.Listing;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.wire.shape.Json;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists resources, newest first. Only lists the account's own resources. Lists each version of a component once; with {@code byName}, only the newest version.
 */
final class ListResources implements Operation {

    private final Pages pages;
    private final ResourceType type;
    private final ResourceRules rules;
    private final Resources resources;
    private final Filters<Resource> filters = new Filters<>();

    ListResources(Account account, Pages pages, ResourceType type, ResourceRules rules) {
        this.pages = requireNonNull(pages, "pages");
        this.type = requireNonNull(type, "type");
        this.rules = requireNonNull(rules, "rules");
        this.resources = account.resources(type.kind());
        type.filters().forEach(member -> filters.by(member, resource -> resource.text(member)));
    }

    @Override
    public String name() {
        return "List" + type.noun() + "s";
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        Predicate<Resource> passes = filters.in(input);
        boolean byName = input.path("byName").asBoolean();
        return pages.page(
                name(),
                input,
                sequence -> !Listing.wantsOwn(input)
                        ? Stream.empty()
                        : resources
                                .olderThan(sequence)
                                .filter(passes)
                                .filter(resource ->
                                        type.kind() != ResourceKind.COMPONENT || isNewest(resource, byName)),
                type.listMember(),
                this::summary);
    }

    private boolean isNewest(Resource component, boolean byName) {
        return resources
                .versions(Arns.versionless(component.arn()))
                .filter(other -> byName || other.version().equals(component.version()))
                .findFirst()
                .filter(component::equals)
                .isPresent();
    }

    private ObjectNode summary(Resource resource) {
        ObjectNode summary = type.summaryMembers().isEmpty() ? rules.shown(resource) : Json.object();
        Json.copy(resource.document(), summary, type.summaryMembers().toArray(String[]::new));
        rules.summarize(resource, summary);
        return summary;
    }
}
