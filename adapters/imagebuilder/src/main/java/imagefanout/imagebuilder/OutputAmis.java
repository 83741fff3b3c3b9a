package imagefanout.imagebuilder;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.ImageState;
import imagefanout.model.image.OutputAmi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.imagebuilder.model.Ami;
import software.amazon.awssdk.services.imagebuilder.model.OutputResources;

/**
 * The AMIs of a build's output resources, from GetImage or a list. An entry that cannot be read is left out with a warning.
 *
 * @param amis the entries with an AMI ID
 * @param failures why a copy has no AMI, from entries without an ID
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Ami.html">Ami</a>
 */
record OutputAmis(List<OutputAmi> amis, Map<Copy, String> failures) {
    /**
     * @param resources null when absent from the answer
     * @param owner the account of entries without one
     */
    static OutputAmis of(OutputResources resources, AccountId owner, AnswerParser parser) {
        OutputAmis outputs = new OutputAmis(new ArrayList<>(), new HashMap<>());
        List<Ami> entries = resources == null ? List.of() : resources.amis();
        for (int i = 0; i < entries.size(); i++) {
            String field = "outputResources.amis[" + i + "]";
            if (entries.get(i) == null) {
                parser.warn(field, "missing value: expected an AMI");
            } else {
                outputs.add(field, entries.get(i), owner, parser);
            }
        }
        return outputs;
    }

    private void add(String field, Ami entry, AccountId owner, AnswerParser parser) {
        Optional<Region> region = parser.readable(field + ".region", entry.region(), Region::new);
        Optional<AccountId> account = AnswerParser.text(entry.accountId()).isEmpty()
                ? Optional.of(owner)
                : parser.readable(field + ".accountId", entry.accountId(), AccountId::new);
        if (region.isEmpty() || account.isEmpty()) {
            return;
        }
        Copy copy = new Copy(region.get(), account.get());
        Optional<String> reason =
                Optional.ofNullable(entry.state()).flatMap(state -> AnswerParser.text(state.reason()));
        if (AnswerParser.text(entry.image()).isEmpty()) {
            reason.ifPresent(text -> failures.putIfAbsent(copy, text));
            return;
        }
        ImageState state = entry.state() == null || entry.state().statusAsString() == null
                ? ImageState.AVAILABLE
                : ImageAnswer.state(field + ".state.status", entry.state().statusAsString(), parser);
        parser.readable(field + ".image", entry.image(), AmiId::new)
                .ifPresentOrElse(
                        ami -> amis.add(new OutputAmi(copy, ami, state, reason)),
                        () -> failures.putIfAbsent(copy, "The AMI ID " + entry.image() + " cannot be read."));
    }
}
