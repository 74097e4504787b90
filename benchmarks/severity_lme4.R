# lme4's fit of score ~ 1 + (1|rater) + (1|target), in CPU seconds, with conditional variances.
args <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(lme4))
d <- read.csv(args[1])
d$t <- factor(d$candidacy)
d$r <- factor(d$rater_id)
began <- proc.time()
m <- lmer(score ~ 1 + (1 | r) + (1 | t), d)
if (args[2] == "1") re <- ranef(m, condVar = TRUE)
took <- proc.time() - began
v <- as.data.frame(VarCorr(m))
g <- setNames(v$vcov, v$grp)
cat(sprintf(
  '{"cpu": %.3f, "criterion": %.10g, "target": %.10g, "rater": %.10g, "residual": %.10g}\n',
  took[[1]] + took[[2]], REMLcrit(m), g[["t"]], g[["r"]], g[["Residual"]]
))
