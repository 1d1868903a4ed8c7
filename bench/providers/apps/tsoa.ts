// tsoa: a controller with types; the document and the routes are generated from them.
import {
  Body,
  Controller,
  Delete,
  Get,
  Path,
  Post,
  Put,
  Query,
  Response,
  Route,
  SuccessResponse,
} from 'tsoa';

export interface NewTask {
  /**
   * @minLength 1
   * @maxLength 60
   */
  title: string;
  done?: boolean;
  /**
   * @isInt
   * @minimum 1
   * @maximum 5
   */
  priority?: number;
}

export interface Task extends NewTask {
  /** @isInt */
  id: number;
}

export interface Problem {
  message: string;
}

const tasks = new Map<number, Task>([[1, { id: 1, title: 'Write' }]]);
let last = 1;

class Missing extends Error {
  readonly status = 404;
}

@Route('tasks')
export class TasksController extends Controller {
  /**
   * @param limit how many
   * @isInt limit
   * @minimum limit 1
   */
  @Get()
  @Response<Problem>(422, 'not valid')
  public list(@Query() limit?: number, @Query() done?: boolean): Task[] {
    return [...tasks.values()]
      .filter((task) => done === undefined || (task.done ?? false) === done)
      .slice(0, limit);
  }

  @Post()
  @SuccessResponse(201, 'created')
  @Response<Problem>(422, 'not valid')
  public create(@Body() task: NewTask): Task {
    last += 1;
    const made = { ...task, id: last };
    tasks.set(last, made);
    this.setStatus(201);
    return made;
  }

  /** @isInt id */
  @Get('{id}')
  @Response<Problem>(404, 'missing')
  @Response<Problem>(422, 'not valid')
  public read(@Path() id: number): Task {
    const task = tasks.get(id);
    if (task === undefined) throw new Missing('there is no such task');
    return task;
  }

  /** @isInt id */
  @Put('{id}')
  @Response<Problem>(404, 'missing')
  @Response<Problem>(422, 'not valid')
  public replace(@Path() id: number, @Body() task: NewTask): Task {
    this.read(id);
    const made = { ...task, id };
    tasks.set(id, made);
    return made;
  }

  /** @isInt id */
  @Delete('{id}')
  @SuccessResponse(204, 'deleted')
  @Response<Problem>(404, 'missing')
  @Response<Problem>(422, 'not valid')
  public remove(@Path() id: number): void {
    this.read(id);
    tasks.delete(id);
  }
}
