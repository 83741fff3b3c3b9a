package imagefanout.queryimages.answers;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.Digest;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.accounts.ImportApproval;
import imagefanout.model.accounts.ImportJournal;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the approval of an import that is on hold. The next run of import-accounts uses it up. */
record ApprovalAnswers(ImportJournal imports, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalAnswers.class);
    private static final int MAX_REASON = 1_000;

    record ApprovalView(Digest digest, String reason, String by, Instant at, Instant expiresAt, int accounts) {}

    ApprovalView approve(ApiRequest request) {
        String caller = request.caller()
                .orElseThrow(() -> ProblemException.of(
                        ProblemException.Type.CALLER_UNKNOWN,
                        "An approval records who gave it, and this request has no authenticated caller."
                                + " Send it through the API's IAM or JWT authorizer."));
        JsonNode body = request.body();
        if (!body.path("digest").isTextual() || !body.path("reason").isTextual() || body.size() != 2) {
            throw ProblemException.invalid(
                    "digest", "The body must be exactly {\"digest\": \"…\", \"reason\": \"…\"}.");
        }
        String reason = body.get("reason").textValue();
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw ProblemException.invalid("reason", "Invalid reason: expected 1 to " + MAX_REASON + " characters.");
        }
        Digest digest = ApiRequest.parsed("digest", body.get("digest").textValue(), Digest::new);
        HeldImport held = held(digest);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        imports.approve(new ImportApproval(digest, caller, reason, now));
        LOG.info("import approved", entry("digest", digest.hex()), entry("caller", caller));
        return new ApprovalView(
                digest,
                reason,
                caller,
                now,
                now.plus(ImportApproval.VALID),
                held.accounts().size());
    }

    private HeldImport held(Digest digest) {
        Optional<HeldImport> held = imports.held();
        return held.filter(one -> one.digest().equals(digest))
                .orElseThrow(() -> ProblemException.of(
                        ProblemException.Type.NOT_HELD,
                        "No import with the digest " + digest + " is on hold. "
                                + held.map(one -> "On hold now: " + one.digest() + ", with "
                                                + one.accounts().size() + " accounts.")
                                        .orElse("Nothing is on hold now.")));
    }
}
