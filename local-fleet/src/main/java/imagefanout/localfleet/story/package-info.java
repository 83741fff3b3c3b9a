/** The story that the first command shows: what happens, and what the query API then answers. */
package imagefanout.localfleet.story;
