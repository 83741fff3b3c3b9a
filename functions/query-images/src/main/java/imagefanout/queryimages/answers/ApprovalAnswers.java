package imagefanout.queryimages.answers;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.model.Digest;
import imagefanout.model.accounts.HeldImport;
import imagefanout.model.approval.Approval;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.queryimages.http.ApiRequest;
import imagefanout.queryimages.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the import on hold, and stores approvals of what is on hold. The next run of import-accounts or sync-distributions uses them up. */
record ApprovalAnswers(AnswerSources sources, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalAnswers.class);
    private static final int MAX_REASON = 1_000;

    /** @param approval of what is on hold; a run has not used it up yet */
    record HeldImportAnswer(Optional<HeldImportView> held, Optional<ApprovalView> approval) {}

    /** @param lossesKnown false: only the accounts were kept, not what they would lose */
    record HeldImportView(Digest digest, Instant since, boolean lossesKnown, List<LosingAccount> accounts) {
        private static HeldImportView of(HeldImport held) {
            return new HeldImportView(
                    held.digest(),
                    held.since(),
                    !held.losses().isEmpty(),
                    held.accounts().stream()
                            .map(id -> LosingAccount.of(
                                    id, Optional.ofNullable(held.losses().get(id))))
                            .toList());
        }
    }

    record LosingAccount(AccountId accountId, Optional<String> name, Optional<String> loses) {
        private static LosingAccount of(AccountId id, Optional<HeldImport.Loss> loss) {
            return new LosingAccount(id, loss.flatMap(HeldImport.Loss::name), loss.map(HeldImport.Loss::words));
        }
    }

    record ImportApprovalView(@JsonUnwrapped ApprovalView approval, int accounts) {}

    record PlanApprovalView(
            DistributionConfigurationArn distributionConfigurationArn,
            @JsonUnwrapped ApprovalView approval) {}

    record ApprovalView(Digest digest, String reason, String by, Instant at, Instant expiresAt) {
        private static ApprovalView of(Approval approval) {
            return new ApprovalView(
                    approval.digest(),
                    approval.reason(),
                    approval.by(),
                    approval.at(),
                    approval.at().plus(Approval.VALID));
        }
    }

    HeldImportAnswer heldImport() {
        Optional<HeldImport> held = sources.imports().held();
        return new HeldImportAnswer(
                held.map(HeldImportView::of),
                held.flatMap(one -> sources.imports()
                                .approval()
                                .filter(approval ->
                                        approval.digest().equals(one.digest()) && approval.isValid(clock.instant())))
                        .map(ApprovalView::of));
    }

    ImportApprovalView approveImport(ApiRequest request) {
        Approval approval = approval(request);
        Optional<HeldImport> held = sources.imports().held();
        HeldImport matched = held.filter(one -> one.digest().equals(approval.digest()))
                .orElseThrow(() -> notHeld(
                        "No import",
                        approval,
                        held.map(
                                one -> one.digest() + ", with " + one.accounts().size() + " accounts")));
        sources.imports().approve(approval);
        LOG.info("import approved", entry("digest", approval.digest().hex()), entry("caller", approval.by()));
        return new ImportApprovalView(
                ApprovalView.of(approval), matched.accounts().size());
    }

    PlanApprovalView approvePlan(ApiRequest request) {
        Approval approval = approval(request);
        DistributionConfigurationArn arn = new DistributionAnswers(sources.ledger()).find(request);
        Optional<Digest> held = sources.ledger().configuration(arn).flatMap(known -> known.state()
                .approvalDigest());
        if (held.filter(approval.digest()::equals).isEmpty()) {
            throw notHeld("No plan of " + arn, approval, held.map(Digest::hex));
        }
        Optional<Approval> pending = pending(arn, approval);
        if (pending.isEmpty()) {
            sources.ledger().approve(arn, approval);
        }
        LOG.info(
                "plan approved",
                entry("configuration", arn.toString()),
                entry("digest", approval.digest().hex()),
                entry("caller", approval.by()));
        return new PlanApprovalView(arn, ApprovalView.of(pending.orElse(approval)));
    }

    /** An approval of the same plan that waits for a run. It stays, so that the audit trail shows what came of it. */
    private Optional<Approval> pending(DistributionConfigurationArn arn, Approval approval) {
        return sources.ledger()
                .approval(arn)
                .filter(stored -> stored.digest().equals(approval.digest()) && stored.isValid(approval.at()));
    }

    private Approval approval(ApiRequest request) {
        String caller = request.caller("An approval records who gave it");
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
        return new Approval(digest, caller, reason, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static ProblemException notHeld(String what, Approval approval, Optional<String> held) {
        return ProblemException.of(
                ProblemException.Type.NOT_HELD,
                what + " with the digest " + approval.digest() + " is on hold. "
                        + held.map(one -> "On hold now: " + one + ".").orElse("Nothing is on hold now."));
    }
}
