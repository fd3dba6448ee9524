package org.mosnas.spark.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Optional values, which are null or left out where there are none, and moments in ISO 8601. */
@SuppressWarnings("rawtypes") // Jackson looks serializers up by class.
final class OptionalsAndTimes extends SimpleModule {
  private static final long serialVersionUID = 1L;

  OptionalsAndTimes() {
    addSerializer(new OptionalSerializer());
    addDeserializer(Optional.class, new OptionalDeserializer(TypeFactory.unknownType()));
    addSerializer(Instant.class, ToStringSerializer.instance);
    addDeserializer(Instant.class, new InstantDeserializer());
  }

  private static final class OptionalSerializer extends StdSerializer<Optional> {
    private static final long serialVersionUID = 1L;

    OptionalSerializer() {
      super(Optional.class);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Optional value) {
      return value.isEmpty();
    }

    @Override
    @SuppressWarnings("unchecked") // An Optional of anything.
    public void serialize(Optional value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), json);
    }
  }

  private static final class OptionalDeserializer extends StdDeserializer<Optional>
      implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;

    private final JavaType content;

    OptionalDeserializer(JavaType content) {
      super(Optional.class);
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new OptionalDeserializer(context.getContextualType().containedType(0));
    }

    @Override
    public Optional deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return Optional.of(context.<Object>readValue(json, content));
    }

    @Override
    public Optional getNullValue(DeserializationContext context) {
      return Optional.empty();
    }
  }

  private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      try {
        return Instant.parse(json.getText());
      } catch (DateTimeParseException none) {
        return (Instant) context.handleWeirdStringValue(Instant.class, json.getText(), "no moment");
      }
    }
  }
}
