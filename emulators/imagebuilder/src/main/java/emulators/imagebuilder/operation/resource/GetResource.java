package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.VersionReferences;
import emulators.wire.shape.Json;

/** Returns a resource with all its settings. For an ARN with wildcards, returns the newest matching version. */
final class GetResource implements Operation {

    private final Account account;
    private final ResourceType type;
    private final ResourceRules rules;

    GetResource(Account account, ResourceType type, ResourceRules rules) {
        this.account = requireNonNull(account, "account");
        this.type = requireNonNull(type, "type");
        this.rules = requireNonNull(rules, "rules");
    }

    @Override
    public String name() {
        return "Get" + type.noun();
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, type.arnMember());
        Resource resource = account.resources(type.kind()).find(arn).orElseThrow(() -> Documents.notFound(arn));
        ObjectNode answer = Json.object();
        answer.set(type.documentMember(), rules.shown(resource));
        if (type.kind().isVersioned()) {
            answer.set(
                    "latestVersionReferences",
                    VersionReferences.to(Arns.versionless(resource.arn()), resource.version()));
        }
        return answer;
    }
}
