package emulators.imagebuilder.fault;

import static emulators.imagebuilder.shape.Text.oneOf;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Account;
import emulators.imagebuilder.account.Builds;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.operation.Refusal;
import emulators.imagebuilder.operation.ServiceError;
import emulators.imagebuilder.shape.InvalidValue;
import emulators.imagebuilder.shape.Json;
import emulators.imagebuilder.shape.Structure;
import emulators.imagebuilder.shape.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The emulator's own endpoint, {@value #PATH}: POST makes a fault, GET lists those in force, DELETE takes all away, or
 * the one whose id follows the path. A POST of kind IMAGE_STATE is no fault that stays: it moves an image for good.
 */
public final class FaultEndpoint {

    public static final String PATH = "/_emulator/faults";

    private static final String IMAGE_STATE = "IMAGE_STATE";
    private static final Structure KIND = Structure.empty()
            .requires(
                    "kind",
                    oneOf(Stream.concat(Stream.of(FaultKind.values()).map(FaultKind::name), Stream.of(IMAGE_STATE))
                            .toArray(String[]::new)));
    private static final Structure STATE = Structure.empty()
            .requires("imageBuildVersionArn", Text.of(1, 1024))
            .requires("status", oneOf("DEPRECATED", "DISABLED", "DELETED"));

    private final Faults faults;
    private final Account account;
    private final Builds builds;

    public FaultEndpoint(Faults faults, Account account, Builds builds) {
        this.faults = requireNonNull(faults, "faults");
        this.account = requireNonNull(account, "account");
        this.builds = requireNonNull(builds, "builds");
    }

    /** Answers one request; the path is the whole one. */
    public ObjectNode answer(String method, String path, ObjectNode body) throws Refusal {
        if (path.equals(PATH)) {
            switch (method) {
                case "POST":
                    return post(body);
                case "GET":
                    return list();
                case "DELETE":
                    faults.all().forEach(this::remove);
                    return list();
                default:
                    break;
            }
        } else if (path.startsWith(PATH + "/") && method.equals("DELETE")) {
            return delete(path.substring(PATH.length() + 1));
        }
        throw new Refusal(ServiceError.UNKNOWN_OPERATION, "The emulator has no " + method + " " + path + ".");
    }

    private ObjectNode post(ObjectNode given) {
        try {
            KIND.check(given);
            String kind = given.get("kind").textValue();
            return kind.equals(IMAGE_STATE) ? moveImage(given) : add(FaultKind.valueOf(kind), given);
        } catch (InvalidValue e) {
            throw new Refusal(ServiceError.INVALID_REQUEST, e.getMessage());
        }
    }

    private ObjectNode add(FaultKind kind, ObjectNode given) {
        Fault fault = kind.read(given);
        if (fault instanceof Fault.ImageGone gone) {
            account.exclusively(() -> {
                known(gone.arn());
                builds.hide(gone.arn());
                return gone;
            });
        }
        return faults.add(given, fault).document();
    }

    private ObjectNode moveImage(ObjectNode given) {
        STATE.check(given);
        ImageStatus status = ImageStatus.valueOf(given.get("status").textValue());
        account.exclusively(
                () -> builds.retire(known(given.get("imageBuildVersionArn").textValue()), status));
        return given;
    }

    private Image known(String arn) {
        return builds.build(arn)
                .orElseThrow(() -> new Refusal(ServiceError.RESOURCE_NOT_FOUND, "There is no build " + arn + "."));
    }

    private ObjectNode delete(String id) {
        Optional<StandingFault> fault = faults.all().stream()
                .filter(standing -> standing.id().equals(id))
                .findFirst();
        remove(fault.orElseThrow(() -> new Refusal(ServiceError.RESOURCE_NOT_FOUND, "No fault is called " + id + ".")));
        return list();
    }

    private void remove(StandingFault standing) {
        faults.remove(standing);
        if (standing.fault() instanceof Fault.ImageGone gone) {
            account.exclusively(() -> {
                builds.show(gone.arn());
                return gone;
            });
        }
    }

    private ObjectNode list() {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("faults");
        List<StandingFault> all = faults.all();
        all.forEach(standing -> list.add(standing.document()));
        return answer;
    }
}
