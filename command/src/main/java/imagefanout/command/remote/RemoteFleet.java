package imagefanout.command.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;

/** A fleet that answers requests. */
public sealed interface RemoteFleet extends AutoCloseable permits StackFleet, UrlFleet {
    /** As a user knows it: the stack and its Region, or the URL. */
    String name();

    /**
     * Sends a request to the query API.
     *
     * @param pathAndQuery starts with a slash
     * @throws CommandFailedException when there is no answer
     */
    ApiReply send(String method, String pathAndQuery, Optional<JsonNode> body);

    /**
     * Invokes a function and returns its answer.
     *
     * @throws CommandFailedException when it cannot be invoked, or fails
     */
    JsonNode invoke(FleetFunction function, JsonNode event);

    /** A client of the fleet's Image Builder, to be closed by the caller. */
    ImagebuilderClient imageBuilder();

    /** The topic that infrastructure configurations have to name. */
    String topicArn();

    @Override
    void close();
}
