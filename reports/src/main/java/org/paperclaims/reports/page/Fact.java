package org.paperclaims.reports.page;

/** A name and what it stands for. */
public record Fact(String name, String value) {}
