package imagefanout.upgraderecipe;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.lambda.Environment;
import imagefanout.lambda.EventJson;
import imagefanout.lambda.InvocationDeadline;
import imagefanout.lambda.LambdaInvocation;
import imagefanout.model.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/** Creates new versions of the recipes that an event names, with another volume type, and moves pipelines on request. */
public final class UpgradeRecipeHandler implements RequestStreamHandler {
    private final Function<Deadline, Upgrades> upgradesWithin;

    public UpgradeRecipeHandler() {
        this(Environment.ofProcess());
    }

    public UpgradeRecipeHandler(Environment environment) {
        this(UpgradeRecipeWiring.from(environment)::upgrades);
    }

    UpgradeRecipeHandler(Function<Deadline, Upgrades> upgradesWithin) {
        this.upgradesWithin = requireNonNull(upgradesWithin, "upgradesWithin");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        LambdaInvocation.handle(context, event, answer, text -> answer(text, new InvocationDeadline(context)));
    }

    private ObjectNode answer(String event, Deadline deadline) {
        UpgradeRequest request = UpgradeRequest.parse(EventJson.object(event));
        return upgradesWithin.apply(deadline).upgradeAll(request);
    }
}
