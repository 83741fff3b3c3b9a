package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.account.Resources;
import emulators.imagebuilder.operation.Documents;
import emulators.imagebuilder.operation.Operation;
import emulators.wire.shape.Json;

/** Replaces all settings of a resource. Settings that are not in the request are removed. */
final class UpdateResource implements Operation {

    private final Account account;
    private final ResourceType type;
    private final ResourceRules rules;

    UpdateResource(Account account, ResourceType type, ResourceRules rules) {
        this.account = requireNonNull(account, "account");
        this.type = requireNonNull(type, "type");
        this.rules = requireNonNull(rules, "rules");
    }

    @Override
    public String name() {
        return "Update" + type.noun();
    }

    @Override
    public ObjectNode answer(ObjectNode input) {
        String arn = Documents.text(input, type.arnMember());
        Resources resources = account.resources(type.kind());
        Resource kept = resources.find(arn).orElseThrow(() -> Documents.notFound(arn));
        rules.check(input);
        ObjectNode document = Documents.settings(input);
        document.remove(type.arnMember());
        document.put("dateUpdated", Dates.inAnswer(account.now()));
        rules.complete(document);
        Json.copy(kept.document(), document, "arn", "name", "tags", "dateCreated");
        rules.stored(resources.replace(arn, document));
        return Json.object().put(type.arnMember(), arn);
    }
}
