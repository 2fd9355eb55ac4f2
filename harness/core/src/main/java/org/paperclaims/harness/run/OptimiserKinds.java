package org.paperclaims.harness.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.paperclaims.harness.engine.Optimiser;

/** The names of optimisers in JSON. They stand here, because engines know nothing of JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Optimiser.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = Optimiser.RmsProp.class, name = "rmsprop"),
  @JsonSubTypes.Type(value = Optimiser.Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = Optimiser.AdamW.class, name = "adamw")
})
interface OptimiserKinds {}
