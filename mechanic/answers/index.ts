export { choiceTexts, composed } from "./compose.ts";
export { answerWords, decideHoles, type Answers, type Decided } from "./decide.ts";
export { choiceWords, namesOf, readChoice, splitAnswer } from "./grammar.ts";
export { questionId, questionsOf, type Asked, type Question } from "./questions.ts";
export {
  resolveAnswers,
  type AnswerContext,
  type Misfit,
  type Resolution,
  type Resolved,
} from "./resolve.ts";
