package org.mosnas.spark.io;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.config.FormerEnum;
import org.mosnas.model.config.FormerKey;
import org.mosnas.model.config.FormerValue;

/**
 * Settings as JSON that is equal for equal settings: keys in order, as they are written in the
 * configuration, without components that still have their {@link FormerValue}; those with a {@link
 * FormerKey} are called by it.
 */
final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(new FormerNames())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .addModule(
              new SimpleModule()
                  .addSerializer(new OptionalSerializer())
                  .setSerializerModifier(new WithoutFormerValues()))
          .build();

  private CanonicalJson() {}

  /** Records, their lists and maps, numbers, texts and what else settings are made of. */
  static JsonNode of(Object settings) {
    return MAPPER.valueToTree(settings);
  }

  /** Names as the configuration writes them, of components that were renamed the former ones. */
  private static final class FormerNames extends PropertyNamingStrategies.KebabCaseStrategy {
    private static final long serialVersionUID = 1L;

    @Override
    public String nameForField(MapperConfig<?> config, AnnotatedField field, String defaultName) {
      FormerKey former = field.getAnnotation(FormerKey.class);
      return super.nameForField(config, field, former == null ? defaultName : former.value());
    }
  }

  /** The value, or null. */
  @SuppressWarnings("rawtypes") // Jackson looks serializers up by class.
  private static final class OptionalSerializer extends StdSerializer<Optional> {
    private static final long serialVersionUID = 1L;

    OptionalSerializer() {
      super(Optional.class);
    }

    @Override
    public void serialize(Optional value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), json);
    }
  }

  private static final class WithoutFormerValues extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
      properties.replaceAll(
          property ->
              property.getAnnotation(FormerValue.class) == null
                  ? property
                  : new UnlessFormer(property));
      properties.replaceAll(
          property ->
              property.getAnnotation(FormerEnum.class) == null ? property : new AsEnum(property));
      return properties;
    }
  }

  /** Writes a component unless it has its former value. */
  private static final class UnlessFormer extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    private final String former;

    UnlessFormer(BeanPropertyWriter property) {
      super(property);
      this.former = property.getAnnotation(FormerValue.class).value();
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator json, SerializerProvider provider)
        throws Exception {
      if (!of(get(bean)).toString().equals(former)) {
        super.serializeAsField(bean, json, provider);
      }
    }
  }

  /** How an enum would call what a user calls {@code name}. */
  static String enumName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** A name that had been a constant of an enum. */
  private static final class AsEnum extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    AsEnum(BeanPropertyWriter property) {
      super(property);
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator json, SerializerProvider provider)
        throws Exception {
      json.writeStringField(getName(), enumName((String) get(bean)));
    }
  }
}
