package org.mosnas.model.text.wordpiece;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.json.StrictJson;

/**
 * The file {@code tokenizer.json} of Hugging Face's tokenizers, as far as it says what a {@link
 * WordPiece} is: vocabulary and normalisation. What it says of padding, of longest texts and of
 * special tokens round a text is not read.
 */
public final class TokenizerJson {
  private static final String TYPE = "WordPiece";

  private TokenizerJson() {}

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws BadDataException if it is none, or none of BERT
   */
  public static WordPiece read(String name, String json) {
    try {
      return wordPiece(StrictJson.parse(json));
    } catch (JsonProcessingException e) {
      throw bad(name, StrictJson.problem(e), e);
    } catch (IllegalArgumentException e) {
      throw bad(name, e.getMessage(), e);
    }
  }

  private static BadDataException bad(String name, String problem, Exception cause) {
    return new BadDataException(
        name + ": " + problem + "; expected a tokenizer.json of a BERT that splits as WordPiece",
        cause);
  }

  private static WordPiece wordPiece(JsonNode root) {
    ObjectNode model = JsonFields.object(root, "model");
    require(model, "type", TYPE);
    require(model, "unk_token", WordPieceVocabulary.UNK);
    require(model, "continuing_subword_prefix", WordPieceVocabulary.CONTINUATION);
    int longest = JsonFields.integer(model, "max_input_chars_per_word");
    if (longest != WordPiece.LONGEST_WORD) {
      throw new IllegalArgumentException(
          "max_input_chars_per_word must be " + WordPiece.LONGEST_WORD + ", was " + longest);
    }
    require(JsonFields.object(root, "pre_tokenizer"), "type", "BertPreTokenizer");
    return new WordPiece(
        vocabulary(JsonFields.object(model, "vocab")),
        Normalization.fromJson(JsonFields.object(root, "normalizer")));
  }

  private static void require(JsonNode node, String key, String expected) {
    String text = JsonFields.text(node, key);
    if (!text.equals(expected)) {
      throw new IllegalArgumentException(key + " must be " + expected + ", was " + text);
    }
  }

  private static WordPieceVocabulary vocabulary(ObjectNode vocab) {
    String[] tokens = new String[vocab.size()];
    for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
      int id = JsonFields.integer(vocab, entry.getKey());
      if (id < 0 || id >= tokens.length || tokens[id] != null) {
        throw new IllegalArgumentException(
            "vocab must number its "
                + tokens.length
                + " tokens from 0 on, but '"
                + entry.getKey()
                + "' has the id "
                + id);
      }
      tokens[id] = entry.getKey();
    }
    return new WordPieceVocabulary(List.of(tokens));
  }

  /** The text of a file that {@link #read} reads, and the library whose format it is. */
  public static String write(WordPiece wordPiece) {
    WordPieceVocabulary vocabulary = wordPiece.vocabulary();
    ObjectNode root = object();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    WordPieceVocabulary.SPECIALS.stream()
        .map(token -> special(vocabulary, token))
        .sorted((a, b) -> Integer.compare(a.get("id").intValue(), b.get("id").intValue()))
        .forEach(added::add);
    root.set("normalizer", wordPiece.rules().toJson());
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    root.set("post_processor", template(vocabulary));
    root.putObject("decoder")
        .put("type", TYPE)
        .put("prefix", WordPieceVocabulary.CONTINUATION)
        .put("cleanup", true);
    ObjectNode model = root.putObject("model");
    model.put("type", TYPE);
    model.put("unk_token", WordPieceVocabulary.UNK);
    model.put("continuing_subword_prefix", WordPieceVocabulary.CONTINUATION);
    model.put("max_input_chars_per_word", WordPiece.LONGEST_WORD);
    ObjectNode vocab = model.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      vocab.put(vocabulary.token(id), id);
    }
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode special(WordPieceVocabulary vocabulary, String token) {
    return object()
        .put("id", vocabulary.id(token).orElseThrow())
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  /** Special tokens round a text, and round two. */
  private static ObjectNode template(WordPieceVocabulary vocabulary) {
    ObjectNode template = object().put("type", "TemplateProcessing");
    List<ObjectNode> single =
        List.of(
            piece("SpecialToken", WordPieceVocabulary.CLS, 0),
            piece("Sequence", "A", 0),
            piece("SpecialToken", WordPieceVocabulary.SEP, 0));
    template.putArray("single").addAll(single);
    template
        .putArray("pair")
        .addAll(single)
        .add(piece("Sequence", "B", 1))
        .add(piece("SpecialToken", WordPieceVocabulary.SEP, 1));
    ObjectNode specials = template.putObject("special_tokens");
    for (String token : List.of(WordPieceVocabulary.CLS, WordPieceVocabulary.SEP)) {
      ObjectNode special = specials.putObject(token).put("id", token);
      special.putArray("ids").add(vocabulary.id(token).orElseThrow());
      special.putArray("tokens").add(token);
    }
    return template;
  }

  private static ObjectNode piece(String kind, String id, int type) {
    ObjectNode piece = object();
    piece.putObject(kind).put("id", id).put("type_id", type);
    return piece;
  }
}
