package emulators.imagebuilder.operation.resource;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Dates;
import emulators.imagebuilder.account.Resource;
import emulators.imagebuilder.operation.ServiceError;
import emulators.imagebuilder.operation.image.BuildRequest;
import emulators.imagebuilder.schedule.PipelineSchedule;
import emulators.imagebuilder.schedule.ScheduledBuilds;

/**
 * Rules for pipelines: their references must exist, and they show the outcome of their builds.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImagePipeline.html">ImagePipeline</a>
 */
final class PipelineRules implements ResourceRules {

    private final Account account;
    private final BuildRequest request;
    private final ScheduledBuilds schedules;

    PipelineRules(Account account, ScheduledBuilds schedules) {
        this.account = requireNonNull(account, "account");
        this.request = new BuildRequest(account);
        this.schedules = requireNonNull(schedules, "schedules");
    }

    @Override
    public void check(ObjectNode input) {
        request.check(input);
        try {
            PipelineSchedule.of(input);
        } catch (IllegalArgumentException e) {
            throw ServiceError.INVALID_PARAMETER_VALUE.exception(e.getMessage());
        }
    }

    @Override
    public void complete(ObjectNode document) {
        BuildRequest.withDefaults(document);
        document.set("platform", request.recipe(document).document().get("platform"));
        if (!document.has("status")) {
            document.put("status", "ENABLED");
        }
    }

    @Override
    public void stored(Resource pipeline) {
        schedules.watch(pipeline);
    }

    @Override
    public ObjectNode shown(Resource pipeline) {
        ObjectNode view = pipeline.document()
                .deepCopy()
                .put("consecutiveFailures", account.images().consecutiveFailures(pipeline.arn()));
        account.images().ofPipeline(pipeline.arn()).findFirst().ifPresent(last -> view.put(
                        "dateLastRun", Dates.inAnswer(last.created()))
                .put("lastRunStatus", last.status().name()));
        PipelineSchedule.of(pipeline.document())
                .filter(schedule ->
                        pipeline.text("status").filter("ENABLED"::equals).isPresent())
                .flatMap(schedule -> schedule.after(account.now()))
                .ifPresent(next -> view.put("dateNextRun", Dates.inAnswer(next)));
        return view;
    }
}
