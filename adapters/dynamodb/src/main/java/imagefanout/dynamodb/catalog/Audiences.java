package imagefanout.dynamodb.catalog;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.Audience;

/** Reads an audience's text back. */
final class Audiences {
    private Audiences() {}

    static Audience parse(String text) {
        if (text.equals(new Audience.Everyone().toString())) {
            return new Audience.Everyone();
        }
        if (!text.startsWith("arn:")) {
            return new Audience.Account(new AccountId(text));
        }
        return text.contains(":ou/") ? new Audience.OrganizationalUnit(text) : new Audience.Organization(text);
    }
}
