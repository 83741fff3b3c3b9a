package emulators.imagebuilder;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.message.Publisher;
import emulators.imagebuilder.operation.Dispatcher;
import emulators.imagebuilder.operation.Operation;
import emulators.imagebuilder.operation.Pages;
import emulators.imagebuilder.operation.TagOperation;
import emulators.imagebuilder.operation.image.CancelImageCreation;
import emulators.imagebuilder.operation.image.CreateImage;
import emulators.imagebuilder.operation.image.DeleteImage;
import emulators.imagebuilder.operation.image.GetImage;
import emulators.imagebuilder.operation.image.ListImageBuildVersions;
import emulators.imagebuilder.operation.image.ListImagePipelineImages;
import emulators.imagebuilder.operation.image.ListImages;
import emulators.imagebuilder.operation.image.RetryImage;
import emulators.imagebuilder.operation.image.StartImagePipelineExecution;
import emulators.imagebuilder.operation.resource.ResourceOperations;
import emulators.imagebuilder.schedule.ScheduledBuilds;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Image Builder for one account in one Region: its resources and operations.
 *
 * @param operations by name
 */
record RegionalAccount(
        Account account, Builds builds, Publisher publisher, Dispatcher dispatcher, Map<String, Operation> operations) {

    RegionalAccount {
        requireNonNull(account, "account");
        requireNonNull(builds, "builds");
        requireNonNull(publisher, "publisher");
        requireNonNull(dispatcher, "dispatcher");
        operations = Map.copyOf(operations);
    }

    static RegionalAccount of(
            Account account,
            Builds builds,
            Publisher publisher,
            Dispatcher dispatcher,
            Pages pages,
            ScheduledBuilds schedules) {
        Stream<Operation> ofImages = Stream.of(
                new CancelImageCreation(account, builds),
                new CreateImage(account, builds),
                new DeleteImage(account),
                new GetImage(account),
                new ListImageBuildVersions(account, pages),
                new ListImagePipelineImages(account, pages),
                new ListImages(account, pages),
                new RetryImage(account, builds),
                new StartImagePipelineExecution(account, builds));
        Map<String, Operation> operations = Stream.of(
                        ofImages, ResourceOperations.of(account, pages, schedules), TagOperation.all(account, builds))
                .flatMap(Function.identity())
                .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
        return new RegionalAccount(account, builds, publisher, dispatcher, operations);
    }
}
