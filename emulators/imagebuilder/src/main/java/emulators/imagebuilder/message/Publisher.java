package emulators.imagebuilder.message;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.Publication;
import emulators.imagebuilder.Subscriber;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.BuildListener;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.wire.clock.EmulatorClock;
import emulators.wire.shape.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Publishes build messages: an EventBridge event for every state change, and an SNS message at the end of a build if its infrastructure configuration has a topic. Changes after the build are not published.
 */
public final class Publisher implements BuildListener {

    private static final Logger LOG = System.getLogger(Publisher.class.getName());
    private static final Set<ImageStatus> UNPUBLISHED =
            EnumSet.of(ImageStatus.DEPRECATED, ImageStatus.DISABLED, ImageStatus.DELETED);

    private final Arns arns;
    private final EmulatorClock clock;
    private final Supplier<String> ids;
    private final MessageFaults faults;
    private final List<Subscriber> subscribers;

    public Publisher(
            Arns arns, EmulatorClock clock, Supplier<String> ids, MessageFaults faults, List<Subscriber> subscribers) {
        this.arns = requireNonNull(arns, "arns");
        this.clock = requireNonNull(clock, "clock");
        this.ids = requireNonNull(ids, "ids");
        this.faults = requireNonNull(faults, "faults");
        this.subscribers = List.copyOf(subscribers);
    }

    @Override
    public void changed(ImageStatus previous, Image image) {
        if (UNPUBLISHED.contains(image.status())) {
            return;
        }
        String id = ids.get();
        Instant now = clock.instant();
        send(new Publication(
                Publication.Kind.EVENTBRIDGE,
                "",
                id,
                now,
                ImageBuilderEvent.stateChange(arns, previous, image).text(id, now)));
        if (image.status().endsBuild()) {
            Json.text(image.inputs().infrastructure(), "snsTopicArn")
                    .ifPresent(topicArn -> notify(topicArn, image, now));
        }
    }

    /**
     * Publishes an event that reports no state of a build.
     *
     * @param topicArn the topic to which a rule of the user sends the event; empty: it goes to EventBridge
     */
    public void publishOther(String detailType, String resource, Optional<String> topicArn) {
        String id = ids.get();
        Instant now = clock.instant();
        send(new Publication(
                topicArn.isPresent() ? Publication.Kind.SNS : Publication.Kind.EVENTBRIDGE,
                topicArn.orElse(""),
                id,
                now,
                new ImageBuilderEvent(arns, detailType, resource, Json.object()).text(id, now)));
    }

    private void notify(String topicArn, Image image, Instant now) {
        String id = ids.get();
        String message = new ImageMessage(image, arns).text(id);
        send(new Publication(Publication.Kind.SNS, topicArn, id, now, message));
    }

    private void send(Publication publication) {
        faults.deliveries(publication.kind())
                .forEach(delay -> subscribers.forEach(
                        subscriber -> clock.schedule(delay, () -> deliver(publication, subscriber))));
    }

    private static void deliver(Publication publication, Subscriber subscriber) {
        try {
            subscriber.publish(publication);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A subscriber failed on message " + publication.messageId() + ": " + e);
        }
    }
}
