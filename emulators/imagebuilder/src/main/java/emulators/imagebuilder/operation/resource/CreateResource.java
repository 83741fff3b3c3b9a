package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.ResourceKind;
import emulators.imagebuilder.account.Resources;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.ServiceError;
import emulators.imagebuilder.operation.VersionReferences;
import emulators.imagebuilder.version.VersionNumber;
import emulators.imagebuilder.version.VersionPattern;
import emulators.wire.shape.Json;

/**
 * Creates a resource. For a recipe, wildcards at the end of the version become the next free number. For a component, an existing version gets a new build.
 */
final class CreateResource implements Operation {

    private final Account account;
    private final ResourceType type;
    private final ResourceRules rules;
    private final Resources resources;

    CreateResource(Account account, ResourceType type, ResourceRules rules) {
        this.account = requireNonNull(account, "account");
        this.type = requireNonNull(type, "type");
        this.rules = requireNonNull(rules, "rules");
        this.resources = account.resources(type.kind());
    }

    @Override
    public String name() {
        return "Create" + type.noun();
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        rules.check(input);
        String versionless = account.arns().of(type.kind(), Documents.text(input, "name"));
        return type.kind().isVersioned()
                ? answer(versionless, version(versionless, Documents.text(input, "semanticVersion")), input)
                : Json.object().put(type.arnMember(), add(versionless, input, Json.object()));
    }

    private ObjectNode answer(String versionless, VersionNumber version, ObjectNode input) {
        String versionArn = versionless + "/" + version;
        String arn = type.kind() == ResourceKind.COMPONENT ? versionArn + "/" + nextBuild(versionArn) : versionArn;
        ObjectNode versioned = Json.object().put("version", version.toString()).put("owner", account.id());
        ObjectNode answer = Json.object().put(type.arnMember(), add(arn, input, versioned));
        answer.set("latestVersionReferences", VersionReferences.to(versionless, version));
        return answer;
    }

    private String add(String arn, ObjectNode input, ObjectNode versioned) {
        Documents.requireNew(resources, arn);
        Documents.endDryRun(input);
        ObjectNode document = Documents.document(arn, input, account.now());
        document.remove("semanticVersion");
        if (!type.kind().isVersioned()) {
            document.set("dateUpdated", document.get("dateCreated"));
        }
        document.setAll(versioned);
        rules.complete(document);
        Resource resource = new Resource(account.nextSequence(), arn, document);
        resources.add(resource);
        rules.stored(resource);
        return arn;
    }

    private VersionNumber version(String versionlessArn, String asked) {
        return VersionPattern.parse(asked)
                .flatMap(pattern -> pattern.next(resources
                        .versions(versionlessArn)
                        .map(Resource::version)
                        .toList()))
                .orElseThrow(
                        () -> ServiceError.INVALID_VERSION_NUMBER.exception(
                                "Invalid version \"" + asked
                                        + "\": expected three numbers up to 1073741823, the last ones may be x, and one must be free."));
    }

    private long nextBuild(String versionArn) {
        return 1
                + resources
                        .versions(Arns.versionless(versionArn))
                        .filter(build -> build.versionArn().equals(versionArn))
                        .findFirst()
                        .map(newest -> newest.arn().substring(versionArn.length() + 1))
                        .map(Long::parseLong)
                        .orElse(0L);
    }
}
