/** The story that the first command tells: what happens, and how what the query API then answers is shown. */
package imagefanout.localfleet.story;
