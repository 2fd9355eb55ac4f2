package org.paperclaims.plugins;

/**
 * Something with a name that a provider brought.
 *
 * @param kind of thing, such as {@code data set}
 * @param name in records
 * @param provider the class that brought it
 * @param place of that class: a jar's or folder's name; empty if nobody knows
 */
public record Plugin(String kind, String name, String provider, String place) {}
